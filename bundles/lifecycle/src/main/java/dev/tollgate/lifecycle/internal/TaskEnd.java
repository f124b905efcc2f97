package dev.tollgate.lifecycle.internal;

import dev.tollgate.jobs.JobId;
import dev.tollgate.lifecycle.PluginException;

/**
 * How far a lifecycle task has come when nobody waits for it any longer.
 *
 * @param reason why it failed, or what it waits for; may be empty
 */
record TaskEnd(Ending ending, String reason) {
    /** Whether it is at its end, and which. */
    enum Ending {
        DONE, FAILED,
        /** It is not at its end; where it failed, it is tried again. */
        GOES_ON
    }

    /** What whoever asked for the task is told. */
    PluginException unfinished(String what, JobId task) {
        if (ending == Ending.FAILED) {
            return new PluginException(reason);
        }
        return new PluginException(what + (reason.isEmpty() ? "" : " (" + reason + ")") + "; this goes on, and the job " + task + " says how it ends");
    }
}
