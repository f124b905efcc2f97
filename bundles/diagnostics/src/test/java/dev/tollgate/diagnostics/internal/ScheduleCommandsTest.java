package dev.tollgate.diagnostics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.bridge.PluginSchedules;
import dev.tollgate.bridge.ScheduleReport;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.ScheduleView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as an operator types them into Gogo. */
class ScheduleCommandsTest {
    private static final JobId JOB = new JobId("01a2002c-0847-77e6-99be-5f11fd342e12");
    private static final Instant AUTUMN = Instant.parse("2026-10-25T00:30:00Z");
    private static final JobContract NIGHTLY = new JobContract("nightly", "Nightly\u001b[2J sums", "", "30 2 * * *", ZoneId.of("Europe/Berlin"),
            JobContract.Scope.LEADER, 1, Duration.ofMinutes(5), "job_nightly");

    private final List<String> done = new ArrayList<>();
    private ScheduleView schedule = view(ScheduleStatus.ENABLED, true);
    private ScheduleReport report = ScheduleReport.NONE;
    private Optional<RuntimeException> refusal = Optional.empty();
    private final CommandSession session = shell();

    @Test
    void aListTellsStatusPatternZoneAndTheLastAndNextFireTime() throws Exception {
        assertThat(said("tollgate:schedules").lines()).hasSize(2).anyMatch(line -> line.matches(
                "acme/nightly +enabled +30 2 \\* \\* \\* +Europe/Berlin +2026-10-24T00:30:00Z +2026-10-25T00:30:00Z"));
    }

    @Test
    void oneIsShownWithItsContractItsNextRunsOnTheClocksOfItsZoneAndItsLastOnes() throws Exception {
        assertThat(said("tollgate:schedule acme/nightly")).contains("name      Nightly\\u001b[2J sums", "scope     leader, one run at a time",
                "timeout   300.0 s", "handler   job_nightly", "status    enabled", "last      2026-10-24T02:30:00+02:00",
                "next      2026-10-25T02:30:00+02:00\n          2026-10-26T02:30:00+01:00", "timeout  " + JOB)
                .doesNotContain("about", "discovery", "left out");
        assertThat(done).containsExactly("next 5", "runs " + RunFilter.any(10).ofSchedule("acme/nightly"));
    }

    @Test
    void whatKeepsItFromFiringIsTold() throws Exception {
        schedule = view(ScheduleStatus.DISABLED, false);
        assertThat(said("tollgate:schedule acme/nightly")).contains("status    disabled; tollgate:enable acme/nightly switches it on");
        schedule = view(ScheduleStatus.PAUSED_BY_PLUGIN, false);
        assertThat(said("tollgate:schedule acme/nightly")).contains("status    paused_by_plugin: acme is not active; disabled besides");
        assertThat(said("tollgate:enable acme/nightly")).isEqualTo("acme/nightly is enabled, and fires once its plugin is active");
    }

    @Test
    void aPatternThatThisHostCannotReadHidesNothingElse() throws Exception {
        refusal = Optional.of(new IllegalArgumentException("no pattern"));
        assertThat(said("tollgate:schedule acme/nightly")).contains("next      unknown to this host: no pattern", JOB.value());
    }

    @Test
    void whatADiscoveryCallLeftOutIsTold() throws Exception {
        report = new ScheduleReport(ScheduleReport.Discovery.FAILED, "fuel limit\u001b", Map.of("weekly", "no pattern"));
        assertThat(said("tollgate:schedule acme/nightly")).contains("discovery failed, nothing that it registered is taken: fuel limit\\u001b;",
                "left out  schedule weekly: no pattern");
        assertThat(said("tollgate:schedule acme/weekly")).isEqualTo("error: the schedule acme/weekly was not taken when it was declared: no pattern");
        report = new ScheduleReport(ScheduleReport.Discovery.PENDING, "acme waits", Map.of());
        assertThat(said("tollgate:schedule acme/nightly")).contains("discovery not made yet: acme waits");
        report = new ScheduleReport(ScheduleReport.Discovery.DONE, "", Map.of());
        assertThat(said("tollgate:schedule acme/nightly")).doesNotContain("discovery");
    }

    @Test
    void oneIsRunAndSwitchedInTheNameOfTheShell() throws Exception {
        assertThat(said("tollgate:runNow acme/nightly")).isEqualTo("acme/nightly runs as job " + JOB + "; tollgate:job " + JOB + " shows it");
        assertThat(said("tollgate:disable acme/nightly")).isEqualTo("acme/nightly is disabled; tollgate:enable acme/nightly switches it on again");
        assertThat(said("tollgate:enable acme/nightly")).isEqualTo("acme/nightly is enabled");
        assertThat(done).containsExactly("runNow acme/nightly shell", "setStatus acme/nightly DISABLED shell", "setStatus acme/nightly ENABLED shell");
    }

    @Test
    void whyOneIsNotRunIsTold() throws Exception {
        refusal = Optional.of(new IllegalStateException("schedule acme/nightly is disabled: enable it first"));
        assertThat(said("tollgate:runNow acme/nightly")).isEqualTo("error: schedule acme/nightly is disabled: enable it first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"schedule", "runNow", "enable", "disable"})
    void oneThatIsNotThereIsNotActedUpon(String command) throws Exception {
        assertThat(said("tollgate:" + command + " acme/hourly")).isEqualTo("error: there is no schedule 'acme/hourly'; tollgate:schedules lists them");
        assertThat(said("tollgate:" + command + " hourly")).startsWith("error: there is no schedule 'hourly'");
        assertThat(done).isEmpty();
    }

    @Test
    void theRunLogIsNarrowedByEachOption() throws Exception {
        assertThat(said("tollgate:runs")).contains("acme", "nightly", "schedule", "node-1", "1500", "timeout", JOB.value(), "too long\\u000a");
        said("tollgate:runs --schedule acme/nightly");
        said("tollgate:runs --plugin acme --result failed");
        assertThat(said("tollgate:runs --result lost")).isEqualTo(
                "error: no run ends as 'lost'; one ends as success, failed, timeout, cancelled, skipped");
        assertThat(done).containsExactly("runs " + RunFilter.any(20), "runs " + RunFilter.any(20).ofSchedule("acme/nightly"),
                "runs " + RunFilter.any(20).of("acme").ended(RunResult.FAILED));
    }

    private CommandSession shell() {
        Jobs jobs = answering(Jobs.class, (method, arguments) -> switch (method) {
            case "schedules" -> List.of(schedule);
            case "schedule" -> Optional.of(schedule).filter(view -> view.id().equals(arguments[0]));
            case "nextRuns" -> noted("next " + arguments[1], List.of(AUTUMN, AUTUMN.plus(Duration.ofHours(25))));
            case "runs" -> runs((RunFilter) arguments[0]);
            default -> throw new UnsupportedOperationException(method);
        });
        JobsAdmin admin = answering(JobsAdmin.class, (method, arguments) ->
                noted(method + " " + String.join(" ", Arrays.stream(arguments).map(String::valueOf).toList()), JOB));
        PluginSchedules schedules = answering(PluginSchedules.class, (method, arguments) -> report);
        CommandProcessorImpl processor = new CommandProcessorImpl(null);
        ScheduleCommands commands = new ScheduleCommands(jobs, admin, schedules);
        List.of("schedules", "schedule", "runNow", "enable", "disable").forEach(name -> processor.addCommand("tollgate", commands, name));
        processor.addCommand("tollgate", new RunCommands(jobs), "runs");
        return processor.createSession(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), new ByteArrayOutputStream());
    }

    private <T> T noted(String what, T answer) {
        refusal.ifPresent(why -> {
            throw why;
        });
        done.add(what);
        return answer;
    }

    private List<RunView> runs(RunFilter filter) {
        done.add("runs " + filter);
        return List.of(new RunView(Optional.of(JOB), Optional.of("acme/nightly"), "nightly", "acme", Origin.Trigger.SCHEDULE, Optional.of(AUTUMN),
                "node-1", 1, AUTUMN, AUTUMN.plusMillis(1_500), RunResult.TIMEOUT, "too long\n", ""));
    }

    private static ScheduleView view(ScheduleStatus status, boolean enabled) {
        return new ScheduleView("acme/nightly", "acme", NIGHTLY, status, enabled, Optional.of(AUTUMN.minus(Duration.ofDays(1))), Optional.of(AUTUMN));
    }

    static <T> T answering(Class<T> type, BiFunction<String, Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Object given = answer.apply(method.getName(), arguments);
            return method.getReturnType() == void.class ? null : given;
        }));
    }

    private String said(String command) throws Exception {
        return String.valueOf(session.execute(command));
    }
}
