package dev.tollgate.health.internal;

import dev.tollgate.jobs.Backlogs;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import java.time.Duration;
import java.time.Instant;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether schedules fire when they should: those that nobody fires now are red, fire times that came to nothing lately a warning. */
@Component(service = HealthCheck.class, property = {"hc.name=tollgate schedules", "hc.tags=tollgate"})
public final class SchedulesCheck extends HostCheck {
    private final Rules rules;

    @Activate
    public SchedulesCheck(@Reference Host host, @Reference Rules rules) {
        super(host, "every schedule fires when it should");
        this.rules = rules;
    }

    @Override
    void look(Findings findings) {
        Duration late = rules.now().late();
        host.ask(Backlogs.class, findings, backlogs -> backlogs.late(late).forEach(schedule -> findings.red("schedule " + schedule.id()
                + " has a fire time more than " + late.toSeconds() + " s ago that nobody fired; see tollgate:schedules show " + schedule.id()
                + ", and start the plugin or the bundle whose it is")));
        Instant since = host.clock().instant().minus(rules.now().skipped());
        host.ask(Jobs.class, findings, jobs -> jobs.runs(RunFilter.any(JobFilter.MOST).ended(RunResult.SKIPPED)).stream()
                .filter(run -> run.schedule().isPresent() && run.endedAt().isAfter(since)).forEach(run -> findings.warn("schedule "
                        + run.schedule().get() + ", " + run.endedAt() + ": " + run.error())));
    }
}
