package dev.tollgate.shell.internal.noun;

import dev.tollgate.bridge.DeadJobs;
import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.JobsAdmin.Bulk;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows, runs, retries and discards jobs, and holds those of a plugin back. Of many, which ones has to be said: a slip would be for all. */
@Component
@Command(name = Noun.SCOPE + "jobs", description = "shows, runs, retries, discards and pauses jobs")
public final class JobNoun implements Noun {
    private static final String WHICH = "say which: a job's id, or --plugin SLUG [--type TYPE] [--reason TEXT], or --reason TEXT";
    private static final int RECENT = 50;

    private final Jobs jobs;
    private final JobsAdmin admin;
    private final PluginJobs pluginJobs;
    private final Known known;

    @Activate
    public JobNoun(@Reference Jobs jobs, @Reference JobsAdmin admin, @Reference PluginJobs pluginJobs, @Reference Plugins plugins) {
        this.jobs = jobs;
        this.admin = admin;
        this.pluginJobs = pluginJobs;
        this.known = new Known(plugins);
    }

    @Command(name = "list", description = "lists the newest jobs")
    public Act list(@Option(names = "--state", paramLabel = "STATE", description = "only those that are queued, running, done, dead or discarded") String state,
            @Option(names = "--plugin", paramLabel = "SLUG", description = "only this plugin's") String slug,
            @Option(names = {"-n", "--count"}, paramLabel = "COUNT", defaultValue = "20", description = "how many of them; ${DEFAULT-VALUE}") int most) {
        return caller -> {
            JobFilter filter = JobFilter.any(most);
            filter = state == null ? filter : filter.in(JobData.state(state));
            filter = slug == null ? filter : filter.of(known.plugin(slug).current().slug());
            return Answer.rows(JobData.LIST, jobs.list(filter).stream().map(JobData::brief).toList(), "there is no such job");
        };
    }

    @Command(name = "show", description = "shows a job: its attempts, its reason, its result")
    public Act show(@Parameters(paramLabel = "JOB", description = "the job's id") String id) {
        return caller -> {
            JobView job = jobs.get(new JobId(id)).orElseThrow(() -> new IllegalArgumentException("there is no job " + id
                    + "; tollgate:jobs list shows the newest"));
            return Answer.page(JobData.whole(job), JobData.page(job));
        };
    }

    @Command(name = "counts", description = "counts the jobs in each state")
    public Act counts() {
        return caller -> {
            Map<JobState, Long> counts = new TreeMap<>(jobs.counts());
            return Answer.rows(JobData.COUNTS, counts.entrySet().stream().map(entry -> new Doc().put("state", entry.getKey())
                    .put("jobs", entry.getValue())).toList(), "there is no job");
        };
    }

    @Command(name = "run", description = "enqueues a job of an active plugin")
    public Act run(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug,
            @Parameters(paramLabel = "TYPE", description = "the job type") String type,
            @Parameters(paramLabel = "BODY", arity = "0..1", defaultValue = "", description = "its body") String body,
            @Option(names = "--times", paramLabel = "TIMES", defaultValue = "1", description = "how many times; ${DEFAULT-VALUE}") int times) {
        return caller -> {
            if (times < 1) {
                throw new IllegalArgumentException("a job is enqueued at least once, not " + times + " times");
            }
            known.plugin(slug);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                ids.add(pluginJobs.enqueue(slug, type, body.getBytes(StandardCharsets.UTF_8), caller.name()).value());
            }
            return Answer.page(new Doc().put("jobs", ids), new Page().text(times + " enqueued, the last one as").text(ids.get(times - 1)));
        };
    }

    @Command(name = "retry", description = "queues a dead job again, or all that are meant, each for the present version of its plugin")
    public Act retry(@Parameters(paramLabel = "JOB", arity = "0..1", description = "the job's id") String id,
            @Option(names = "--plugin", paramLabel = "SLUG", description = "all of this plugin's") String slug,
            @Option(names = "--type", paramLabel = "TYPE", description = "of this job type of the plugin") String type,
            @Option(names = "--reason", paramLabel = "TEXT", description = "whose reason contains this") String reason) {
        return caller -> {
            if (id == null) {
                return told(pluginJobs.replayAll(dead(slug, type, reason)), "queued again");
            }
            one(slug, type, reason);
            pluginJobs.replay(new JobId(id));
            return Answer.said(bulk(1, 0, Optional.empty()), id + " is queued again");
        };
    }

    @Command(name = "discard", description = "takes a dead job out of the dead letters for good, or all that are meant")
    public Act discard(@Parameters(paramLabel = "JOB", arity = "0..1", description = "the job's id") String id,
            @Option(names = "--plugin", paramLabel = "SLUG", description = "all of this plugin's") String slug,
            @Option(names = "--type", paramLabel = "TYPE", description = "of this job type of the plugin") String type,
            @Option(names = "--reason", paramLabel = "TEXT", description = "whose reason contains this") String reason) {
        return caller -> {
            if (id == null) {
                return told(pluginJobs.discardAll(dead(slug, type, reason)), "discarded");
            }
            one(slug, type, reason);
            admin.discard(new JobId(id));
            return Answer.said(bulk(1, 0, Optional.empty()), id + " is discarded");
        };
    }

    @Command(name = "pause", description = "begins no job of a plugin until it is resumed, over restarts; what runs goes on, what is enqueued"
            + " waits; schedules of scope all_node run all the same")
    public Act pause(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug) {
        return caller -> {
            known.staying(slug);
            admin.pause(PluginQueue.QUEUE, slug, caller.name());
            return Answer.said(new Doc().put("slug", slug).put("paused", true), "jobs of " + slug + " wait; tollgate:jobs resume " + slug + " lets them go on");
        };
    }

    @Command(name = "resume", description = "lets the jobs of a plugin go on that was paused")
    public Act resume(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug) {
        return caller -> {
            known.staying(slug);
            admin.resume(PluginQueue.QUEUE, slug, caller.name());
            return Answer.said(new Doc().put("slug", slug).put("paused", false), "jobs of " + slug + " go on");
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return switch (label) {
            case "SLUG" -> known.slugs();
            case "STATE" -> Arrays.stream(JobState.values()).map(Doc::name).toList();
            case "JOB" -> jobs.list(JobFilter.any(RECENT)).stream().map(job -> job.id().value()).toList();
            default -> List.of();
        };
    }

    private static void one(String slug, String type, String reason) {
        if (slug != null || type != null || reason != null) {
            throw new IllegalArgumentException("one job, or all that are meant, not both: " + WHICH);
        }
    }

    private static DeadJobs dead(String slug, String type, String reason) {
        if (slug == null && reason == null) {
            throw new IllegalArgumentException(WHICH);
        }
        return new DeadJobs(Optional.ofNullable(slug), Optional.ofNullable(type), Optional.ofNullable(reason));
    }

    private static Doc bulk(int done, int failed, Optional<String> failure) {
        return new Doc().put("done", done).put("failed", failed).put("failure", failure);
    }

    private static Answer told(Bulk bulk, String what) {
        return Answer.said(bulk(bulk.done(), bulk.failed(), bulk.failure()), bulk.done() + (bulk.done() == 1 ? " job is " : " jobs are ") + what
                + (bulk.failed() == 0 ? "" : ", " + bulk.failed() + (bulk.failed() == 1 ? " stays" : " stay") + " in the dead letters"
                + bulk.failure().map(why -> ": " + why).orElse("")));
    }
}
