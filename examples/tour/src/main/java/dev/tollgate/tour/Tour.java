package dev.tollgate.tour;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.PluginId;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The demonstration of the distribution, step by step, with what each step came to. It does nothing that an application
 * could not do: it holds six services and asks them. Answers 0 when every step came out as it should, else 1.
 */
@Component(service = Callable.class, property = "main.thread=true")
public final class Tour implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String TEXT = """
            "Tollgate" runs plugins that you did not write -- and need not trust...

            A plugin gets only what it was granted.  It pays for every instruction, and a limit ends it --- not the server.

            Its jobs are kept on disk, run under limits of their own, and are tried again when they fail.""";

    private final Transcript transcript = new Transcript(System.out);
    private final Packages packages;
    private final ServicePart service;
    private final Hooks hooks;
    private final Jobs jobs;

    @Activate
    public Tour(BundleContext context, @Reference Plugins plugins, @Reference Grants grants, @Reference Hooks hooks,
            @Reference Jobs jobs, @Reference Ingress ingress, @Reference Services services) {
        this.packages = new Packages(Path.of(String.valueOf(context.getProperty("tollgate.home")), "examples"), plugins, grants, transcript);
        this.service = new ServicePart(packages, plugins, hooks, ingress, services, transcript);
        this.hooks = hooks;
        this.jobs = jobs;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            PluginId text = packages.open("text-tools-1.0.0.tgp");
            PluginId checksum = packages.open("checksum-1.0.0.tgp");
            Set<JobId> before = known();
            filter("the_content", TEXT, text);
            filter("checksum", "abc", checksum);
            action("post_saved", "Hello from the tour", checksum);
            jobs(before);
            service.show();
        } catch (IOException | InstallException | PluginException failure) {
            transcript.say("failed", failure.getMessage());
            transcript.expect(false);
        }
        return transcript.end() ? 0 : 1;
    }

    private void filter(String hook, String input, PluginId plugin) {
        HookResult result = hooks.filter(hook, input.getBytes(UTF_8));
        transcript.say("filter " + hook, report(result, plugin));
        transcript.quote("in ", input);
        transcript.quote("out", PlainText.lines(new String(result.value(), UTF_8)));
    }

    private void action(String hook, String payload, PluginId plugin) {
        transcript.say("action " + hook, report(hooks.action(hook, payload.getBytes(UTF_8)), plugin));
    }

    private String report(HookResult result, PluginId plugin) {
        transcript.expect(result.reports().stream().anyMatch(report -> report.plugin().equals(plugin))
                && result.reports().stream().allMatch(report -> report.ending() == HandlerReport.Ending.COMPLETED));
        return result.reports().stream().map(report -> report.plugin().slug() + "." + report.handler() + " " + report.ending()
                + ", " + report.usage().fuel() + ", " + report.usage().time().toNanos() / 1_000 + " us, calls "
                + report.usage().hostCalls() + (report.detail().isEmpty() ? "" : ", " + report.detail()))
                .collect(Collectors.joining("; "));
    }

    /** Waits for the jobs that the hooks enqueued, and shows what came of them. */
    private void jobs(Set<JobId> before) throws InterruptedException {
        List<JobView> mine = newJobs(before);
        transcript.say("enqueued", mine.size() + " jobs through the queue gate: "
                + mine.stream().map(JobView::type).distinct().sorted().toList());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (mine.stream().anyMatch(job -> !job.state().terminal()) && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE.toMillis());
            mine = newJobs(before);
        }
        transcript.expect(!mine.isEmpty());
        for (JobView job : mine) {
            transcript.expect(job.state() == JobState.DONE);
            transcript.say("job " + job.state().name().toLowerCase(Locale.ROOT), job.type() + " attempt " + job.attempts() + ": "
                    + job.output().map(output -> PlainText.of(new String(output, UTF_8))).orElse(job.reason().orElse("")) + "  "
                    + job.report().orElse(""));
        }
    }

    private Set<JobId> known() {
        return jobs.list(JobFilter.any(JobFilter.MOST)).stream().map(JobView::id).collect(Collectors.toSet());
    }

    private List<JobView> newJobs(Set<JobId> before) {
        return jobs.list(JobFilter.any(JobFilter.MOST)).stream().filter(job -> !before.contains(job.id()))
                .sorted(Comparator.comparing(JobView::id)).toList();
    }
}
