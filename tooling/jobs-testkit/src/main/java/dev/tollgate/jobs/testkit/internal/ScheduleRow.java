package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A schedule as it stands. */
final class ScheduleRow {
    private final String group;
    private Declaration declaration;
    private boolean enabled = true;
    private boolean paused;
    private long revision;
    private Instant since;
    private final Map<String, Instant> lastFires = new HashMap<>();

    ScheduleRow(String group, Declaration declaration, Instant since, long revision) {
        this.group = group;
        this.declaration = declaration;
        this.since = since;
        this.revision = revision;
    }

    String group() {
        return group;
    }

    JobContract contract() {
        return declaration.contract();
    }

    boolean perNode() {
        return contract().scope() == JobContract.Scope.ALL_NODE;
    }

    /** Whether it is another one now. */
    boolean declare(Declaration next, Instant at, long newRevision) {
        boolean other = !same(declaration, next);
        if (!other && !paused) {
            return false;
        }
        if (other && !sameTimes(contract(), next.contract())) {
            since = at;
            lastFires.clear();
        }
        declaration = next;
        paused = false;
        revision = newRevision;
        return true;
    }

    boolean pause(long newRevision) {
        if (paused) {
            return false;
        }
        paused = true;
        revision = newRevision;
        return true;
    }

    /** Enabled again it begins anew: what came meanwhile was not missed. */
    boolean enable(boolean wanted, Instant at, long newRevision) {
        if (enabled == wanted) {
            return false;
        }
        since = wanted ? at : since;
        enabled = wanted;
        revision = newRevision;
        return true;
    }

    void fired(Instant at, String node) {
        lastFires.merge(node, at, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** @param node empty where its fire times are for all nodes */
    Optional<Instant> lastFire(String node) {
        return Optional.ofNullable(lastFires.get(node));
    }

    StoredSchedule seenBy(String node) {
        return new StoredSchedule(group, declaration, enabled, paused, revision, since, lastFire(perNode() ? node : ""));
    }

    private static boolean sameTimes(JobContract one, JobContract other) {
        return one.pattern().equals(other.pattern()) && one.zone().equals(other.zone()) && one.scope() == other.scope();
    }

    private static boolean same(Declaration one, Declaration other) {
        return one.contract().equals(other.contract()) && one.queue().equals(other.queue()) && one.type().equals(other.type())
                && Arrays.equals(one.payload(), other.payload()) && one.maxRetry() == other.maxRetry();
    }
}
