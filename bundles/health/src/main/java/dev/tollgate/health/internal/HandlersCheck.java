package dev.tollgate.health.internal;

import dev.tollgate.jobs.Backlog;
import dev.tollgate.jobs.Backlogs;
import dev.tollgate.jobs.JobHandler;
import java.time.Duration;
import java.util.Set;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether somebody handles each queue in which jobs wait: without that they wait for ever, and nothing fails. */
@Component(service = HealthCheck.class, property = {"hc.name=tollgate job handlers", "hc.tags=tollgate"})
public final class HandlersCheck extends HostCheck {
    private final Rules rules;

    @Activate
    public HandlersCheck(@Reference Host host, @Reference Rules rules) {
        super(host, "every queue in which jobs wait has a handler");
        this.rules = rules;
    }

    @Override
    void look(Findings findings) {
        host.ask(Backlogs.class, findings, backlogs -> {
            Set<String> handled = host.values(JobHandler.class, JobHandler.QUEUE);
            backlogs.backlog().stream().filter(queue -> !handled.contains(queue.queue())).forEach(queue -> look(queue, findings));
        });
    }

    private void look(Backlog queue, Findings findings) {
        Duration age = Duration.between(queue.oldest(), host.clock().instant());
        String text = "queue " + queue.queue() + ": " + queue.due() + (queue.due() == 1 ? " job waits" : " jobs wait") + ", the oldest for "
                + Math.max(0, age.toSeconds()) + " s, and no handler is registered on this node; start the bundle whose jobs they are";
        if (age.compareTo(rules.now().unhandled()) >= 0) {
            findings.red(text);
        } else {
            findings.fine(text);
        }
    }
}
