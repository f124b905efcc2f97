package dev.tollgate.health.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Whether threads of the JVM wait for each other for ever: what only another start mends, and so all that speaks against being alive. A
 * store that is away does not, because a start brings no store back.
 */
@Component(service = HealthCheck.class, property = {"hc.name=tollgate threads", "hc.tags=tollgate", "hc.tags=liveness"})
public final class DeadlockCheck extends HostCheck {
    @Activate
    public DeadlockCheck(@Reference Host host) {
        super(host, "no threads wait for each other");
    }

    @Override
    void look(Findings findings) {
        long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        if (deadlocked != null) {
            findings.red("threads wait for each other, and nothing but another start ends it: "
                    + Arrays.stream(ManagementFactory.getThreadMXBean().getThreadInfo(deadlocked)).filter(Objects::nonNull)
                            .map(ThreadInfo::getThreadName).sorted().collect(Collectors.joining(", ")));
        }
    }
}
