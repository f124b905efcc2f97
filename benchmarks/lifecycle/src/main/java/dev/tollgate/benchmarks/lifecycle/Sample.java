package dev.tollgate.benchmarks.lifecycle;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.IntSupplier;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What the process holds, after collections.
 *
 * @param loaders     class loaders
 * @param generations that were replaced and are reachable, each twice: with its module
 */
record Sample(long reloads, long heap, long metaspace, int classes, int loaders, int threads, long files, int generations) {
    private static final int COLLECTIONS = 4;
    private static final String LOADERS = "vmClassloaderStats";

    static Sample taken(long reloads, IntSupplier generations) {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed()).sum();
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
        return new Sample(reloads, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), metaspace,
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(), listed(),
                ManagementFactory.getThreadMXBean().getThreadCount(), files, generations.getAsInt());
    }

    /** The virtual machine lists them, a line for each that begins with its address. */
    private static int listed() {
        try {
            Object lines = ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), LOADERS,
                    new Object[] {new String[0]}, new String[] {String[].class.getName()});
            return (int) lines.toString().lines().filter(line -> line.startsWith("0x")).count();
        } catch (JMException unknown) {
            throw new IllegalStateException("this virtual machine does not list its class loaders", unknown);
        }
    }

    static String header() {
        return "| reloads | heap, MiB | metaspace, MiB | classes | class loaders | threads | files | replaced and reachable |\n"
                + "|---|---|---|---|---|---|---|---|";
    }

    String row() {
        return String.format(Locale.ROOT, "| %,d | %.1f | %.1f | %,d | %d | %d | %d | %d |", reloads, heap / 1048576.0, metaspace / 1048576.0, classes,
                loaders, threads, files, generations);
    }
}
