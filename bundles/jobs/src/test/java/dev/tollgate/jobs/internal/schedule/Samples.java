package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.Schedules.Declaration;
import java.time.Duration;
import java.time.ZoneId;

/** Contracts for tests. */
final class Samples {
    private Samples() {
    }

    static JobContract contract(String name, String pattern) {
        return contract(name, pattern, Scope.LEADER, 1);
    }

    static JobContract contract(String name, String pattern, Scope scope, int maxConcurrent) {
        return new JobContract(name, "The " + name, "", pattern, ZoneId.of("Europe/Berlin"), scope, maxConcurrent, Duration.ofMinutes(5), "on-" + name);
    }

    static Declaration declared(String name, String pattern) {
        return declared(contract(name, pattern));
    }

    static Declaration declared(JobContract contract) {
        return new Declaration(contract, "plugins", "plugin:shop:" + contract.name(), new byte[] {1, 2}, 2);
    }
}
