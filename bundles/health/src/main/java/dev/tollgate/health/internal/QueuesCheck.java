package dev.tollgate.health.internal;

import dev.tollgate.health.internal.HealthRules.Steps;
import dev.tollgate.jobs.Backlog;
import dev.tollgate.jobs.Backlogs;
import java.time.Duration;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether jobs are run about as fast as they come in. */
@Component(service = HealthCheck.class, property = {"hc.name=tollgate queues", "hc.tags=tollgate"})
public final class QueuesCheck extends HostCheck {
    private final Rules rules;

    @Activate
    public QueuesCheck(@Reference Host host, @Reference Rules rules) {
        super(host, "no job waits that is due");
        this.rules = rules;
    }

    @Override
    void look(Findings findings) {
        host.ask(Backlogs.class, findings, backlogs -> backlogs.backlog().forEach(queue -> look(queue, findings)));
    }

    private void look(Backlog queue, Findings findings) {
        long age = Duration.between(queue.oldest(), host.clock().instant()).toSeconds();
        String text = "queue " + queue.queue() + ": " + queue.due() + (queue.due() == 1 ? " job is" : " jobs are") + " due, the oldest for "
                + Math.max(0, age) + " s";
        Steps depths = rules.now().depth();
        Steps ages = rules.now().age();
        String mend = "; see tollgate:jobs list, let more of them run at a time (worker.threads in dev.tollgate.jobs), or set ";
        if (queue.due() > depths.red() || age > ages.red()) {
            findings.red(text + mend + keys(queue.due() > depths.red(), age > ages.red(), "red"));
        } else if (queue.due() > depths.warn() || age > ages.warn()) {
            findings.warn(text + mend + keys(queue.due() > depths.warn(), age > ages.warn(), "warn"));
        } else {
            findings.fine(text);
        }
    }

    private static String keys(boolean deep, boolean old, String step) {
        return (deep ? "queue.depth." + step : "") + (deep && old ? " and " : "") + (old ? "queue.age." + step + ".s" : "") + " in "
                + HealthSettings.PID;
    }
}
