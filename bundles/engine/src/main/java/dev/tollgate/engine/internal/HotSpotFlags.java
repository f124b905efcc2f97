package dev.tollgate.engine.internal;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** What the JVM says about its own flags, where it is one that does. */
final class HotSpotFlags {
    private HotSpotFlags() {
    }

    /** Whether the JIT is known to leave methods of more than 8,000 bytes alone. */
    static boolean leavesHugeMethods() {
        try {
            HotSpotDiagnosticMXBean flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return flags != null && Boolean.parseBoolean(flags.getVMOption("DontCompileHugeMethods").getValue());
        } catch (IllegalArgumentException | LinkageError unknown) {
            return false;
        }
    }
}
