package dev.tollgate.jobs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Where schedules are declared by who speaks for a group: the bridge for plugins. */
@ProviderType
public interface Schedules {
    /**
     * A schedule and the job that each of its fire times becomes.
     *
     * @param payload the job's, the same each time
     */
    record Declaration(JobContract contract, String queue, String type, byte[] payload, int maxRetry) { }

    /**
     * Replaces what is declared for a group, on all nodes, in one transaction: what is new begins now, what is no longer there
     * ends, what stays keeps its status and its fire times. A group that was paused fires again.
     *
     * @return by name, what is wrong with those that were not taken; the others are
     */
    Map<String, String> declare(String group, List<Declaration> declarations);

    /** What keeps a contract from being declared: a pattern that cannot be read, a zone that is not known; empty where nothing does. */
    Optional<String> fault(JobContract contract);

    /** Fires nothing of this group until it is declared again. */
    void pause(String group);

    /** Removes a group's schedules; their runs stay in the log. */
    void withdraw(String group);
}
