package dev.tollgate.lifecycle.internal;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** What a process holds: counted, not measured. */
final class Census {
    private static final int MOST_COLLECTIONS = 50;

    private final List<WeakReference<Object>> watched = new ArrayList<>();

    void watch(Object object) {
        watched.add(new WeakReference<>(object));
    }

    /** How many of those that are watched are still reachable, after as many collections as it takes to come down to so many. */
    long reachable(long enough) throws InterruptedException {
        long reachable = Long.MAX_VALUE;
        for (int i = 0; i < MOST_COLLECTIONS && reachable > enough; i++) {
            System.gc();
            Thread.sleep(20);
            reachable = watched.stream().filter(reference -> reference.get() != null).count();
        }
        return reachable;
    }

    static int classes() {
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** 0 where the platform does not say. */
    static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
    }
}
