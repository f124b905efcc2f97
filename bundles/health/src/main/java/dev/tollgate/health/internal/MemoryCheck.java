package dev.tollgate.health.internal;

import dev.tollgate.engine.GuestMemory;
import java.time.Instant;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether guests find room in the memory that all of them share. It is immediate, because it remembers: others are made for each look. */
@Component(service = HealthCheck.class, immediate = true, property = {"hc.name=tollgate memory of guests", "hc.tags=tollgate"})
public final class MemoryCheck extends HostCheck {
    private static final long PERCENT = 100;

    private final Rules rules;
    private long refused;
    private Instant refusedAt = Instant.MIN;

    @Activate
    public MemoryCheck(@Reference Host host, @Reference Rules rules) {
        super(host, "guests find room");
        this.rules = rules;
    }

    @Override
    synchronized void look(Findings findings) {
        host.ask(GuestMemory.class, findings, memory -> {
            Instant now = host.clock().instant();
            long refusals = memory.refused();
            if (refusals != refused) {
                // Fewer than before: the engine began anew.
                refusedAt = refusals > 0 ? now : Instant.MIN;
                refused = refusals;
            }
            long percent = memory.held().count() * PERCENT / Math.max(1, memory.allowed().count());
            String text = "guests hold " + percent + "% of " + memory.allowed();
            String mend = "; give all of them more (memory.mb in dev.tollgate.pool), or each of them less (dev.tollgate.limits)";
            if (refusedAt.isAfter(now.minus(rules.now().refused()))) {
                findings.red(text + ", and one that asked for more found no room; " + refusals + " did since the start" + mend);
            } else if (percent > rules.now().memoryPercent()) {
                findings.warn(text + mend);
            } else {
                findings.fine(text);
            }
        });
    }
}
