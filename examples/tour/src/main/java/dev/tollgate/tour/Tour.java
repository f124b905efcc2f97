package dev.tollgate.tour;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.PluginId;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The demonstration of the distribution, step by step, with what each step came to. It does nothing that an application
 * could not do: it holds four services and asks them. Answers 0 when every step came out as it should, else 1.
 */
@Component(service = Callable.class, property = "main.thread=true")
public final class Tour implements Callable<Integer> {
    private static final String BY = "tour";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String TEXT = """
            "Tollgate" runs plugins that you did not write -- and need not trust...

            A plugin gets only what it was granted.  It pays for every instruction, and a limit ends it --- not the server.

            Its jobs are kept on disk, run under limits of their own, and are tried again when they fail.""";

    private final Plugins plugins;
    private final Grants grants;
    private final Hooks hooks;
    private final Jobs jobs;
    private final Path packages;
    private final PrintStream out;
    private boolean good = true;

    @Activate
    public Tour(BundleContext context, @Reference Plugins plugins, @Reference Grants grants, @Reference Hooks hooks,
            @Reference Jobs jobs) {
        this.plugins = plugins;
        this.grants = grants;
        this.hooks = hooks;
        this.jobs = jobs;
        this.packages = Path.of(String.valueOf(context.getProperty("tollgate.home")), "examples");
        this.out = System.out;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            PluginId text = open("text-tools-1.0.0.tgp");
            PluginId checksum = open("checksum-1.0.0.tgp");
            Set<JobId> before = known();
            filter("the_content", TEXT, text);
            filter("checksum", "abc", checksum);
            action("post_saved", "Hello from the tour", checksum);
            jobs(before);
        } catch (IOException | InstallException | PluginException failure) {
            say("failed", failure.getMessage());
            good = false;
        }
        say(good ? "done" : "not done", good ? "every step came out as it should" : "see above");
        return good ? 0 : 1;
    }

    /** Installs, decides and activates, unless an earlier run did. */
    private PluginId open(String file) throws IOException, InstallException {
        byte[] content = Files.readAllBytes(packages.resolve(file));
        PluginId id = plugins.install(content, BY);
        PluginView view = plugins.get(id.slug()).orElseThrow();
        if (view.state() == PluginState.ACTIVE) {
            say("found as it was", view.current() + ", " + view.state() + ", " + capabilities(view));
            return id;
        }
        say("installed", id + " from examples/" + file);
        say("asks for", capabilities(view));
        for (CapabilityStatus capability : view.capabilities()) {
            if (capability.decision() == Decision.UNDECIDED) {
                grants.grant(id, capability.name(), BY);
                say("granted", capability.name() + " to " + id);
            }
        }
        PluginView active = plugins.activate(id.slug(), Optional.of(id.version()), BY);
        say("activated", active.current() + " is " + active.state());
        good &= active.state() == PluginState.ACTIVE;
        return id;
    }

    private void filter(String hook, String input, PluginId plugin) {
        HookResult result = hooks.filter(hook, input.getBytes(UTF_8));
        say("filter " + hook, report(result, plugin));
        quote("in ", input);
        quote("out", PlainText.lines(new String(result.value(), UTF_8)));
    }

    private void action(String hook, String payload, PluginId plugin) {
        say("action " + hook, report(hooks.action(hook, payload.getBytes(UTF_8)), plugin));
    }

    private String report(HookResult result, PluginId plugin) {
        good &= result.reports().stream().anyMatch(report -> report.plugin().equals(plugin))
                && result.reports().stream().allMatch(report -> report.ending() == HandlerReport.Ending.COMPLETED);
        return result.reports().stream().map(report -> report.plugin().slug() + "." + report.handler() + " " + report.ending()
                + ", " + report.usage().fuel() + ", " + report.usage().time().toNanos() / 1_000 + " us, calls "
                + report.usage().hostCalls() + (report.detail().isEmpty() ? "" : ", " + report.detail()))
                .collect(Collectors.joining("; "));
    }

    /** Waits for the jobs that the hooks enqueued, and shows what came of them. */
    private void jobs(Set<JobId> before) throws InterruptedException {
        List<JobView> mine = newJobs(before);
        say("enqueued", mine.size() + " jobs through the queue gate: "
                + mine.stream().map(JobView::type).distinct().sorted().toList());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (mine.stream().anyMatch(job -> !job.state().terminal()) && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE.toMillis());
            mine = newJobs(before);
        }
        good &= !mine.isEmpty();
        for (JobView job : mine) {
            good &= job.state() == JobState.DONE;
            say("job " + job.state().name().toLowerCase(Locale.ROOT), job.type() + " attempt " + job.attempts() + ": "
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

    private static String capabilities(PluginView view) {
        return view.capabilities().stream().map(capability -> capability.name() + " (" + (capability.optional() ? "optional" : "required")
                + ", " + capability.decision().name().toLowerCase(Locale.ROOT) + ", "
                + (capability.provided() ? "provided" : "not provided") + ")").collect(Collectors.joining(", "));
    }

    private void quote(String mark, String text) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> out.printf("  %-17s %s | %s%n", "", mark, line));
    }

    private void say(String step, String what) {
        out.printf("  %-17s %s%n", step, what);
    }
}
