package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows, enqueues, replays and discards jobs from the shell. */
@Component(service = JobCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=jobs",
    "osgi.command.function=job", "osgi.command.function=counts", "osgi.command.function=enqueue",
    "osgi.command.function=replay", "osgi.command.function=discard"})
public final class JobCommands {
    private static final int SHOWN = 20;
    private static final int SHOWN_OUTPUT = 2_000;

    private final Jobs jobs;
    private final JobsAdmin admin;
    private final PluginJobs pluginJobs;

    @Activate
    public JobCommands(@Reference Jobs jobs, @Reference JobsAdmin admin, @Reference PluginJobs pluginJobs) {
        this.jobs = jobs;
        this.admin = admin;
        this.pluginJobs = pluginJobs;
    }

    @Descriptor("lists the newest jobs")
    public String jobs() {
        return Answer.of(() -> list(JobFilter.any(SHOWN)));
    }

    @Descriptor("lists the newest jobs in a state")
    public String jobs(@Descriptor("queued, running, done, dead or discarded") String state) {
        return Answer.of(() -> list(JobFilter.any(SHOWN).in(state(state))));
    }

    @Descriptor("counts the jobs in each state")
    public String counts() {
        return Answer.of(() -> {
            Map<JobState, Long> counts = new TreeMap<>(jobs.counts());
            Table table = new Table("STATE", "JOBS");
            counts.forEach((state, count) -> table.row(name(state), count));
            return table.toString();
        });
    }

    @Descriptor("shows a job: its attempts, its reason, its result")
    public String job(@Descriptor("the job's id") String id) {
        return Answer.of(() -> {
            JobView job = jobs.get(new JobId(id)).orElseThrow(() -> new IllegalArgumentException("there is no job " + id));
            return "id        " + job.id() + "\ntype      " + job.type() + "\nstate     " + name(job.state()) + "\nattempts  "
                    + job.attempts() + " of " + (job.maxRetry() + 1) + "\nenqueued  " + job.enqueuedAt() + "\nruns      "
                    + job.runAt() + job.finishedAt().map(at -> "\nfinished  " + at).orElse("")
                    + job.reason().map(reason -> "\nreason    " + PlainText.of(reason)).orElse("")
                    + job.report().map(report -> "\nreport    " + report).orElse("")
                    + job.output().map(output -> "\noutput    " + shown(output)).orElse("");
        });
    }

    @Descriptor("enqueues a job of an active plugin")
    public String enqueue(@Descriptor("the plugin's slug") String slug, @Descriptor("the job type") String type,
            @Descriptor("its body") String body) {
        return enqueue(slug, type, body, 1);
    }

    @Descriptor("enqueues a job of an active plugin a number of times")
    public String enqueue(@Descriptor("the plugin's slug") String slug, @Descriptor("the job type") String type,
            @Descriptor("its body") String body, @Descriptor("how many times") int times) {
        return Answer.of(() -> {
            if (times < 1) {
                throw new IllegalArgumentException("a job is enqueued at least once, not " + times + " times");
            }
            JobId last = null;
            for (int i = 0; i < times; i++) {
                last = pluginJobs.enqueue(slug, type, body.getBytes(StandardCharsets.UTF_8), PluginCommands.BY);
            }
            return times + " enqueued, the last one as " + last;
        });
    }

    @Descriptor("queues a dead job again, for the present version of its plugin")
    public String replay(@Descriptor("the job's id") String id) {
        return Answer.of(() -> {
            pluginJobs.replay(new JobId(id));
            return id + " is queued again";
        });
    }

    @Descriptor("takes a job out of the dead letters for good")
    public String discard(@Descriptor("the job's id") String id) {
        return Answer.of(() -> {
            admin.discard(new JobId(id));
            return id + " is discarded";
        });
    }

    private String list(JobFilter filter) {
        Table table = new Table("ID", "TYPE", "STATE", "ATTEMPTS", "REASON");
        for (JobView job : jobs.list(filter)) {
            table.row(job.id(), job.type(), name(job.state()), job.attempts(), PlainText.of(job.reason().orElse("")));
        }
        return table.toString();
    }

    private static String shown(byte[] output) {
        String text = PlainText.lines(new String(output, StandardCharsets.UTF_8));
        return text.length() <= SHOWN_OUTPUT ? text : text.substring(0, SHOWN_OUTPUT) + "... (" + output.length + " bytes)";
    }

    private static JobState state(String name) {
        try {
            return JobState.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("there is no state '" + name + "'; a job is queued, running, done, dead or discarded",
                    unknown);
        }
    }

    private static String name(JobState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
