package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.Schedules;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Schedules whose faults are kept for a test to see, where the server only logs them. */
record Overheard(Schedules schedules, Map<String, String> wrong) implements Schedules {
    @Override
    public Map<String, String> declare(String group, List<Declaration> declarations) {
        Map<String, String> answer = schedules.declare(group, declarations);
        wrong.putAll(answer);
        return answer;
    }

    @Override
    public Optional<String> fault(JobContract contract) {
        return schedules.fault(contract);
    }

    @Override
    public void pause(String group) {
        schedules.pause(group);
    }

    @Override
    public void withdraw(String group) {
        schedules.withdraw(group);
    }
}
