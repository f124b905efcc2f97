package dev.tollgate.shell.internal.noun;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.abi.settings.Secrets;
import dev.tollgate.abi.settings.Setting;
import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.JobLimits.Bounds;
import dev.tollgate.bridge.JobLimits.Decision;
import dev.tollgate.bridge.JobLimits.Limit;
import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.bridge.PluginSchedules;
import dev.tollgate.bridge.ScheduleReport;
import dev.tollgate.engine.CodeInfo;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.ingress.websocket.WebSocketCounters;
import dev.tollgate.ingress.websocket.WebSocketState;
import dev.tollgate.ingress.websocket.WebSocketView;
import dev.tollgate.ingress.websocket.WebSockets;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.ScheduleView;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.Breakers;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.GateCount;
import dev.tollgate.lifecycle.GateProvider;
import dev.tollgate.lifecycle.GateRecords;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HookCycle;
import dev.tollgate.lifecycle.HookKind;
import dev.tollgate.lifecycle.HookListener;
import dev.tollgate.lifecycle.HookPoint;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.LimitsStatus;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.VersionView;
import dev.tollgate.lifecycle.ingress.DeadEvent;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.ServiceTotals;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.lifecycle.ingress.Services;
import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.BreakerRule;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.Trip;
import dev.tollgate.limits.Usage;
import dev.tollgate.shell.internal.Canned;
import dev.tollgate.shell.internal.model.Caller;
import dev.tollgate.shell.internal.model.Commands;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.model.Reply;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.osgi.service.event.Event;

/** All commands, over services that answer the same each time. What guests wrote there is as bad as it gets. */
public final class Bed {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    public static final String SLUG = "image-tools";
    public static final JobId JOB = new JobId("0198f2a4-1111-7222-8333-444455556666");
    /** A line end and a line that pretends to be the host's, a terminal's commands, a change of direction, and a megabyte. */
    public static final String BAD = "trapped\r\nerror: all plugins were removed \u001b[2J\u001b]0;owned\u0007 \u202Eabc\u2066 \"},{\"x\":1 " + "x".repeat(1 << 20);

    private static final PluginId ID = new PluginId(SLUG, "1.4.0", Digest.of(new byte[] {1}));
    private static final PluginId NEXT = new PluginId(SLUG, "1.5.0-beta.1", Digest.of(new byte[] {2}));
    private static final CapabilityStatus HTTP = new CapabilityStatus("http", "{\"hosts\":[\"api.example.com\",\"another.example.com\"]}", false,
            CapabilityStatus.Decision.UNDECIDED, Optional.empty(), Optional.of("now {\"hosts\":[\"api.example.com\",\"another.example.com\"]}, 1.3.0"
                    + " was granted {\"hosts\":[\"api.example.com\"]}"), true);
    private static final CapabilityStatus QUEUE = new CapabilityStatus("queue", "{}", true, CapabilityStatus.Decision.GRANTED, Optional.of("{}"),
            Optional.empty(), true);
    private static final BreakerStatus BREAKER = new BreakerStatus(Breaker.State.CLOSED, Optional.empty(), 1, 7, BreakerRule.DEFAULT);
    private static final Usage USAGE = new Usage(new Fuel(12_345_678), Duration.ofMillis(12), new Bytes(65_536), Map.of("queue", 1), new Bytes(5), new Bytes(5));

    public final List<String> done = new ArrayList<>();
    public final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    final CallCounter counter = new CallCounter();
    public List<Noun> nouns;
    private final Caller caller = new Caller("shell", false, new PrintStream(printed, true, StandardCharsets.UTF_8), InputStream.nullInputStream());

    public Bed() {
        nouns = nouns();
        Trip trip = trip();
        counter.begins(ID, "on_content", Profile.Kind.FILTER).ended(new CallResult.Ended(new Outcome.Completed(new byte[0], USAGE)), 12_000_000);
        counter.begins(ID, "on_content", Profile.Kind.FILTER).ended(new CallResult.Ended(new Outcome.Tripped(trip, USAGE)), 3_000_000);
    }

    /** @param line as it is typed, words by blanks; one in single quotes can have some */
    public Reply run(String line) {
        List<String> words = new ArrayList<>(Arrays.stream(line.split(" (?=(?:[^']*'[^']*')*[^']*$)")).map(word -> word.replace("'", "")).toList());
        String name = words.remove(0);
        Commands commands = nouns.stream().map(Commands::new).filter(each -> each.names().containsKey(name)).findFirst()
                .orElseThrow(() -> new AssertionError("there is no command " + name));
        Reply reply = commands.run(name, words, caller);
        String live = printed.toString(StandardCharsets.UTF_8).stripTrailing();
        printed.reset();
        return live.isEmpty() ? reply : new Reply(live + reply.out(), reply.err());
    }

    private List<Noun> nouns() {
        Plugins plugins = plugins();
        Jobs jobs = jobs();
        JobsAdmin admin = Canned.of(JobsAdmin.class).notes(done, "runNow", JOB).notes(done, "setStatus", null).notes(done, "discard", null)
                .notes(done, "pause", null).notes(done, "resume", null).service();
        PluginJobs pluginJobs = Canned.of(PluginJobs.class).notes(done, "enqueue", JOB).notes(done, "replay", null)
                .notes(done, "replayAll", new JobsAdmin.Bulk(3, 1, Optional.of(BAD))).notes(done, "discardAll", new JobsAdmin.Bulk(1, 0, Optional.empty())).service();
        PluginSchedules schedules = Canned.of(PluginSchedules.class).says("report", new ScheduleReport(ScheduleReport.Discovery.FAILED, BAD,
                Map.of("weekly", BAD))).service();
        Breakers breakers = Canned.of(Breakers.class).says("status", BREAKER).says("trips", List.of(trip())).notes(done, "reset", null)
                .says("events", List.of(new BreakerEvent(SLUG, BreakerEvent.Kind.DEACTIVATED, "host", BAD, NOW))).service();
        Services services = services();
        ConfigValues values = Canned.of(ConfigValues.class).says("all", Map.of("colour", new TextNode(BAD)))
                .says("list", List.of(new Setting("colour", BAD, NOW))).notes(done, "set", null).notes(done, "remove", true)
                .says("get", Optional.of(new IntNode(80))).service();
        Secrets secrets = Canned.of(Secrets.class).says("list", List.of(new Setting("token", BAD, NOW))).does("set", args -> {
            done.add("set " + args[0] + " " + args[1] + " " + new String((byte[]) args[2], StandardCharsets.UTF_8) + " " + args[3]);
            return null;
        }).notes(done, "remove", true).service();
        Pause never = (length, keyboard) -> false;
        return List.of(new PluginNoun(plugins, schedules), new InstallNoun(plugins), new VersionNoun(plugins), new GrantNoun(plugins, grants()),
                new BreakerNoun(plugins, breakers), new TripNoun(plugins, breakers), new CapabilityNoun(plugins, gates()), new HookNoun(hooks()),
                new JobNoun(jobs, admin, pluginJobs, plugins), new JobLimitNoun(plugins, limits()), new RunNoun(jobs, plugins),
                new ScheduleNoun(jobs, admin, schedules), new ServiceNoun(services), EventNoun.of(ingress(), services, InstantSource.fixed(NOW)),
                new ConfigNoun(plugins, values), new SecretNoun(plugins, secrets), new WebSocketNoun(webSockets()),
                AuditNoun.of(Records.audit(), plugins, InstantSource.fixed(NOW)), new DeploymentNoun(Records.deployments()),
                new ConfigurationNoun(Records.faults()), new HealthNoun(Records.checks()), TopNoun.of(counter, InstantSource.fixed(NOW), never), TailNoun.of(handler -> {
                    handler.handleEvent(new Event("dev/tollgate/plugin/ACTIVATED", Map.of("slug", SLUG, "detail", BAD, "bytes", new byte[1])));
                    return () -> done.add("tail ended");
                }, InstantSource.fixed(NOW), never));
    }

    private Plugins plugins() {
        LimitsStatus hooks = new LimitsStatus(LimitsStatus.Use.HOOKS, Limits.HOOK, Limits.HOOK);
        LimitsStatus jobs = new LimitsStatus(LimitsStatus.Use.JOBS, Limits.JOB, Limits.JOB);
        CodeInfo code = new CodeInfo("compiled", true, new CodeInfo.Functions(1, List.of("huge")), new CodeInfo.Functions(0, List.of()));
        PluginView view = new PluginView(ID, BAD, PluginState.ACTIVE, Optional.of(BAD), List.of(HTTP, QUEUE), List.of(hooks, jobs), Optional.of(code), BREAKER,
                List.of(NEXT, ID));
        return Canned.of(Plugins.class).does("get", args -> args[0].equals(SLUG) ? Optional.of(view) : Optional.empty()).says("list", List.of(view))
                .does("capabilities", args -> List.of(HTTP, QUEUE)).notes(done, "install", NEXT).notes(done, "activate", view)
                .notes(done, "downgrade", view).notes(done, "rollback", view).notes(done, "deactivate", view).notes(done, "remove", null)
                .notes(done, "retire", null)
                .says("versions", List.of(new VersionView(NEXT, NOW, "shell", Optional.empty(), VersionView.Place.KEPT),
                        new VersionView(ID, NOW, BAD, Optional.empty(), VersionView.Place.CURRENT)))
                .does("history", args -> args[0].equals(SLUG) ? List.of(new PluginEvent(ID, PluginEvent.Kind.ACTIVATED, BAD, BAD, NOW)) : List.of()).service();
    }

    private Grants grants() {
        return Canned.of(Grants.class).notes(done, "grant", null).notes(done, "deny", null).says("decisions", List.of(
                new GrantDecision(ID, "http", Optional.empty(), Optional.of(HTTP.asked()), BAD, NOW))).service();
    }

    private static GateRecords gates() {
        return Canned.of(GateRecords.class).says("providers", List.of(new GateProvider("tollgate:queue@1", "dev.tollgate.capability-queue 0.1.0", 0)))
                .says("counts", List.of(new GateCount(SLUG, "tollgate:queue@1", 12, Map.of(Errno.EPERM, 3L), Duration.ofMillis(8)))).service();
    }

    private static Hooks hooks() {
        HandlerReport report = new HandlerReport(ID, "on_content", HandlerReport.Ending.FAILED, BAD, USAGE, Duration.ofMillis(1));
        HookResult result = new HookResult(BAD.getBytes(StandardCharsets.UTF_8), List.of(report));
        return Canned.of(Hooks.class).says("names", new TreeSet<>(List.of("the_content"))).says("listeners", List.of(
                new HookListener(ID, HookKind.FILTER, "on_content", 10, List.of("other-plugin"), List.of())))
                .says("point", Optional.of(HookPoint.filter("the_content", String.class)))
                .says("cycles", List.of(new HookCycle("the_content", HookKind.FILTER, List.of(SLUG, "other-plugin"))))
                .says("filter", result).says("action", result).service();
    }

    private static Jobs jobs() {
        JobView job = new JobView(JOB, "plugins", "plugin:" + SLUG + ":resize-with-a-long-name", SLUG, JobState.DEAD, 5, 24, NOW, NOW, Optional.of(NOW),
                Optional.of(BAD), new byte[0], Optional.of(BAD.getBytes(StandardCharsets.UTF_8)), Optional.of(BAD));
        RunView run = new RunView(Optional.of(JOB), Optional.of(SLUG + "/nightly"), "nightly", SLUG, Origin.Trigger.SCHEDULE, Optional.of(NOW), "node-1", 1,
                NOW, NOW.plusMillis(40), RunResult.FAILED, BAD, "fuel 12");
        JobContract contract = new JobContract("nightly", BAD, BAD, "0 2 * * *", ZoneId.of("Europe/Paris"), JobContract.Scope.LEADER, 1,
                Duration.ofSeconds(30), "job_nightly");
        ScheduleView schedule = new ScheduleView(SLUG + "/nightly", SLUG, contract, ScheduleStatus.ENABLED, true, Optional.of(NOW), Optional.of(NOW.plusSeconds(60)));
        return Canned.of(Jobs.class).does("get", args -> args[0].equals(JOB) ? Optional.of(job) : Optional.empty()).says("list", List.of(job))
                .says("counts", Map.of(JobState.DEAD, 1L, JobState.DONE, 12L)).says("runs", List.of(run)).says("schedules", List.of(schedule))
                .does("schedule", args -> args[0].equals(schedule.id()) ? Optional.of(schedule) : Optional.empty())
                .says("nextRuns", List.of(NOW.plusSeconds(60), NOW.plusSeconds(86_460))).service();
    }

    private JobLimits limits() {
        return Canned.of(JobLimits.class).says("limits", new Bounds(60, 1_000, 2)).says("decisions", Map.of(Limit.RATE, new Decision(60, BAD, NOW)))
                .notes(done, "set", null).notes(done, "reset", true).service();
    }

    private Services services() {
        ServiceView view = new ServiceView(ID, ServiceState.RUNNING, NOW, Optional.of(BAD), 3, Optional.of(NOW), true, 2, 32,
                new ServiceCounters(11, 22, 33, 44, 55, 66, 77, 88, 99), Optional.of(new Diagnostic(SLUG, NOW, Diagnostic.Level.ERROR, BAD)));
        List<Diagnostic> diagnostics = List.of(new Diagnostic(SLUG, NOW, Diagnostic.Level.ERROR, BAD));
        return Canned.of(Services.class).does("get", args -> args[0].equals(SLUG) ? Optional.of(view) : Optional.empty()).says("list", List.of(view))
                .says("totals", new ServiceTotals(1, 1, 0, 2, view.counters())).notes(done, "start", view).notes(done, "stop", view).says("status", BAD.getBytes(StandardCharsets.UTF_8)).says("diagnostics", diagnostics)
                .says("dead", List.of(new DeadEvent("e-7", IngressEvent.of(SLUG, BAD, "hook", BAD, new byte[3], NOW),
                        IngressResult.of(IngressStatus.DISPATCH_TIMEOUT, BAD), NOW)))
                .notes(done, "replay", Optional.of(offer())).does("discard", args -> args[1].equals("e-7")).service();
    }

    private Ingress ingress() {
        return Canned.of(Ingress.class).does("offer", args -> {
            IngressEvent event = (IngressEvent) args[0];
            done.add("offer " + event.slug() + " " + event.source() + " " + event.ingress() + " " + event.kind() + " "
                    + new String(event.payload(), StandardCharsets.UTF_8));
            return offer();
        }).service();
    }

    private static Offer offer() {
        return new Offer(IngressResult.of(IngressStatus.QUEUE_FULL, BAD), CompletableFuture.completedFuture(IngressResult.ACCEPTED));
    }

    private static WebSockets webSockets() {
        WebSocketView view = new WebSocketView("ticks", "wss://feed.example.com/" + "long/".repeat(40), SLUG, "ticks", WebSocketState.WAITING, NOW, Optional.of(NOW),
                Optional.of(BAD), Optional.of(BAD), new WebSocketCounters(1, 2, 3, 4, 5, 6, 7));
        return Canned.of(WebSockets.class).does("get", args -> args[0].equals("ticks") ? Optional.of(view) : Optional.empty()).says("list", List.of(view)).service();
    }

    private static Trip trip() {
        return new Trip(dev.tollgate.limits.Limit.FUEL, 50_000_000, 50_000_001, ID, "on_content", "r-1", List.of("resize", BAD), NOW);
    }

    static Path secret(String content) throws Exception {
        return Files.writeString(Files.createTempFile("secret", ".txt"), content);
    }
}
