package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.spi.Transition;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The exclusive keys whose execution may still go on. A key is held from the claim until somebody tells how that very execution
 * ended, also where that is fenced off: a worker that lost its lease may still be at work, and only it knows when it no longer
 * is. All executions are this process's, so that its memory knows of all of them.
 */
final class ExclusiveKeys {
    private record Holder(JobId job, long token) { }

    private final Map<String, Holder> held = new ConcurrentHashMap<>();

    /** The keys as one claim sees and takes them. */
    final class Taking {
        private final Set<String> read = new HashSet<>();
        private final Map<String, Holder> taken = new HashMap<>();

        /** Whether another job has this key; two jobs of one key can be read before the first of them is taken. */
        boolean isSpokenFor(String key) {
            return held.containsKey(key) || !read.add(key);
        }

        void take(JobExecution execution) {
            execution.terms().exclusive().ifPresent(key -> taken.put(key, new Holder(execution.id(), execution.token())));
            held.putAll(taken);
        }

        /** The claim failed. */
        void undo() {
            held.entrySet().removeAll(taken.entrySet());
        }
    }

    Taking taking() {
        return new Taking();
    }

    void ended(Collection<Transition> transitions) {
        if (held.isEmpty()) {
            return;
        }
        Set<Holder> ended = transitions.stream().map(transition -> new Holder(transition.id(), transition.token()))
                .collect(Collectors.toSet());
        held.values().removeIf(ended::contains);
    }
}
