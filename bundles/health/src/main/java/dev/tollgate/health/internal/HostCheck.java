package dev.tollgate.health.internal;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A check of the host. It may take as long as a store does: whoever runs checks waits for a bounded time, and runs none twice at a time. */
abstract class HostCheck implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(HostCheck.class);

    final Host host;
    private final String fine;

    /** @param fine what is said where nothing is wrong */
    HostCheck(Host host, String fine) {
        this.host = host;
        this.fine = fine;
    }

    @Override
    public final Result execute() {
        Findings findings = new Findings();
        try {
            look(findings);
        } catch (RuntimeException failed) {
            LOG.debug("a check failed", failed);
            findings.red("it could not be looked at: " + failed.getMessage());
        }
        return findings.result(fine);
    }

    abstract void look(Findings findings);
}
