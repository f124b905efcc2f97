package dev.tollgate.jobs.internal;

import org.slf4j.Logger;

/** Logs a failure when it begins and when it is over, not each time in between: a store that is away is asked every second. */
public final class Trouble {
    private final Logger log;
    private final String what;
    private boolean lasting;

    public Trouble(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    public synchronized void began(Throwable failure) {
        if (lasting) {
            log.debug("{} still fails", what, failure);
        } else {
            log.error("{} fails and is tried again until it works: {}", what, failure.getMessage(), failure);
        }
        lasting = true;
    }

    public synchronized void over() {
        if (lasting) {
            log.info("{} works again", what);
        }
        lasting = false;
    }
}
