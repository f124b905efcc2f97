package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who has which exclusive key. It outlives the lease: a worker that lost its lease may still be at work, and until it says that
 * it ended, or is known to be gone, nobody else begins.
 */
final class Exclusives {
    private record Holder(JobId job, long token, String worker) { }

    private final Map<String, Holder> holders = new HashMap<>();

    boolean free(JobRow row) {
        return row.request().terms().exclusive().map(key -> !holders.containsKey(key)).orElse(true);
    }

    void hold(JobExecution execution, String worker) {
        execution.terms().exclusive().ifPresent(key -> holders.put(key, new Holder(execution.id(), execution.token(), worker)));
    }

    /** The execution ended, whether it counted or not. */
    void ended(JobId job, long token, String worker) {
        holders.values().remove(new Holder(job, token, worker));
    }

    /** The worker's process is gone, and with it whatever it ran. */
    void gone(String worker) {
        holders.values().removeIf(holder -> holder.worker().equals(worker));
    }

    /** Takes away what a worker holds; of which jobs. */
    Set<JobId> cut(String worker) {
        Set<JobId> jobs = new HashSet<>();
        holders.values().stream().filter(holder -> holder.worker().equals(worker)).forEach(holder -> jobs.add(holder.job()));
        gone(worker);
        return jobs;
    }
}
