package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginSchedules;
import dev.tollgate.bridge.ScheduleReport;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.ScheduleStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.junit.Test;

/** Schedules of plugins and handlers of their own state, from the package to the run log. */
public class PluginSchedulesIT extends InFelix {
    private static final long EPERM = -1;
    private static final String RARELY = "0 12 29 2 *";
    /** In what a run cost, where the handler {@code job_echo} was what ran. */
    private static final String ECHOED = "\"host_calls\":{\"host\":";

    @Inject
    JobsAdmin admin;
    @Inject
    PluginSchedules schedules;
    @Inject
    ConfigValues configured;

    @Test
    public void aPluginsSchedulesAndItsOwnHandlersFollowItFromActivationToRemoval() throws Exception {
        active(timed("followed").job("noop", 0).lifecycle("on_activate: job_echo").lifecycle("on_deactivate: job_echo")
                .lifecycle("on_uninstall: job_echo"));
        assertTold("followed", "plugin.activate");
        becomes("followed/nightly", ScheduleStatus.ENABLED);
        JobId ran = admin.runNow("followed/nightly", BY);
        await(ran, JobState.DONE);
        RunView run = runs("followed/nightly").get(0);
        assertEquals(Optional.of(ran), run.job());
        assertEquals(RunResult.SUCCESS, run.result());
        assertEquals(Origin.Trigger.MANUAL, run.trigger());
        assertTrue(run.usage(), run.usage().contains("\"fuel\":") && run.usage().contains(ECHOED));

        plugins.deactivate("followed", BY);
        assertTold("followed", "plugin.deactivate");
        becomes("followed/nightly", ScheduleStatus.PAUSED_BY_PLUGIN);
        String refusal = assertThrows(IllegalStateException.class, () -> admin.runNow("followed/nightly", BY)).getMessage();
        assertTrue(refusal, refusal.contains("its plugin is not active; activate it first"));

        plugins.activate("followed", Optional.empty(), BY);
        becomes("followed/nightly", ScheduleStatus.ENABLED);
        admin.pause(PluginQueue.QUEUE, "followed", BY);
        JobId scheduled = admin.runNow("followed/nightly", BY);
        JobId enqueued = pluginJobs.enqueue("followed", "noop", new byte[0], BY);
        plugins.remove("followed", BY);
        await("it is removed", () -> plugins.get("followed").isEmpty());
        assertEquals("what waited is gone", Optional.empty(), jobs.get(scheduled).or(() -> jobs.get(enqueued)));
        assertEquals(Optional.empty(), jobs.schedule("followed/nightly"));
        assertTold("followed", "plugin.uninstall.cleanup");
    }

    @Test
    public void aFireTimeRunsTheHandlerAndOnlyOnce() throws Exception {
        // Some seconds from now, and at the same second of each minute for a machine that takes longer than that.
        int second = Instant.now().plusSeconds(4).atZone(ZoneOffset.UTC).getSecond();
        active(TestPackage.of("punctual", "1.0.0", "jobs").asks("jobs: {}").schedule("often", second + " * * * * *", "tick"));
        long begun = System.nanoTime();
        while (runs("punctual/often").isEmpty()) {
            assertTrue("it does not fire", System.nanoTime() - begun < 2 * PATIENCE_NANOS);
            Thread.sleep(20);
        }
        admin.setStatus("punctual/often", ScheduleStatus.DISABLED, BY);
        RunView run = runs("punctual/often").get(0);
        assertEquals(run.toString(), RunResult.SUCCESS, run.result());
        assertEquals(Origin.Trigger.SCHEDULE, run.trigger());
        assertEquals(second, run.fireAt().orElseThrow().atZone(ZoneOffset.UTC).getSecond());
        assertTrue(run.toString(), !run.startedAt().isBefore(run.fireAt().orElseThrow()));
        String context = new String(jobs.get(run.job().orElseThrow()).orElseThrow().output().orElseThrow(), UTF_8);
        assertTrue(context, context.contains("\"schedule\":\"often\"") && context.contains(run.fireAt().get().toString()));
        assertEquals(runs("punctual/often").size(), runs("punctual/often").stream().map(RunView::fireAt).distinct().count());
    }

    @Test
    public void aScheduledHandlerRunsUnderTheLimitsOfThePluginsJobs() throws Exception {
        active(TestPackage.of("endless", "1.0.0", "enqueue").asks("queue: {}").limit("job_fuel: 2000000")
                .schedule("forever", RARELY, "job_loop"));
        becomes("endless/forever", ScheduleStatus.ENABLED);
        admin.runNow("endless/forever", BY);
        await("its first run ended", () -> !runs("endless/forever").isEmpty());
        List<RunView> all = runs("endless/forever");
        RunView first = all.get(all.size() - 1);
        assertEquals(RunResult.FAILED, first.result());
        assertTrue(first.error(), first.error().startsWith("fuel limit: ") && first.error().contains(" of 2000000 units in endless 1.0.0 job_loop"));
    }

    @Test
    public void whatADisabledSchedulesAdministratorDecidedOutlivesAnotherVersion() throws Exception {
        active(timed("decided"));
        becomes("decided/nightly", ScheduleStatus.ENABLED);
        admin.setStatus("decided/nightly", ScheduleStatus.DISABLED, BY);
        active(TestPackage.of("decided", "1.1.0", "enqueue").asks("queue: {}").schedule("nightly", RARELY, "job_noop")
                .schedule("other", RARELY, "job_noop"));
        becomes("decided/other", ScheduleStatus.ENABLED);
        becomes("decided/nightly", ScheduleStatus.DISABLED);
    }

    @Test
    public void aScheduleIsRegisteredInTheDiscoveryCallAndInNoOther() throws Exception {
        active(registering("registers", "tick"));
        await("the discovery call was made", () -> schedules.report("registers").discovery() == ScheduleReport.Discovery.DONE);
        assertEquals(RARELY, jobs.schedule("registers/found").orElseThrow().contract().pattern());
        JobId ran = admin.runNow("registers/found", BY);
        String context = new String(await(ran, JobState.DONE).output().orElseThrow(), UTF_8);
        assertTrue(context, context.contains("\"schedule\":\"found\""));

        byte[] late = hooks.filter("registers.register", contract("late", "tick").getBytes(UTF_8)).value();
        assertEquals(EPERM, number(late));
        assertEquals(Optional.empty(), jobs.schedule("registers/late"));
    }

    @Test
    public void whatAFailedDiscoveryCallRegisteredDoesNotCountAndTheReportSaysWhy() throws Exception {
        active(registering("misguided", "no_such_export").schedule("nightly", RARELY, "tick"));
        await("the discovery call was made", () -> schedules.report("misguided").discovery() == ScheduleReport.Discovery.FAILED);
        assertEquals(Optional.empty(), jobs.schedule("misguided/found"));
        becomes("misguided/nightly", ScheduleStatus.ENABLED);
    }

    @Test
    public void batchGetAnswersWhatIsThePluginsOwnInTheOrderOfTheIds() throws Exception {
        active(registering("asking", "tick"));
        active(timed("unseen"));
        await("the discovery call was made", () -> schedules.report("asking").discovery() == ScheduleReport.Discovery.DONE);
        JobId ran = admin.runNow("asking/found", BY);
        await(ran, JobState.DONE);
        String ids = "[\"" + ran + "\",\"unseen/nightly\",\"nonsense\",\"asking/found\"]";
        byte[] output = hooks.filter("asking.batch_get", ids.getBytes(UTF_8)).value();
        assertEquals("[{\"id\":\"" + ran + "\",\"name\":\"schedule/found\",\"group\":\"asking\",\"status\":\"done\"},"
                + "{\"id\":\"asking/found\",\"name\":\"found\",\"group\":\"asking\",\"status\":\"enabled\"}]",
                new String(output, 8, output.length - 8, UTF_8));
    }

    private static TestPackage timed(String slug) {
        return TestPackage.of(slug, "1.0.0", "enqueue").asks("queue: {}").schedule("nightly", RARELY, "job_echo");
    }

    /** Its discovery call registers {@code found}, for a handler. */
    private TestPackage registering(String slug, String handler) {
        configured.set(slug, "contract0", '"' + contract("found", handler).replace("\"", "\\\"") + '"', BY);
        return TestPackage.of(slug, "1.0.0", "jobs").asks("jobs: {}").filter(slug + ".register", "register")
                .filter(slug + ".batch_get", "batch_get").lifecycle("on_discover: discover");
    }

    private static String contract(String name, String handler) {
        return "{\"name\":\"" + name + "\",\"pattern\":\"" + RARELY + "\",\"handler\":\"" + handler + "\"}";
    }

    private List<RunView> runs(String id) {
        return jobs.runs(RunFilter.any(100).ofSchedule(id));
    }

    /** The plugin's own handler was called once, and that is in the run log. */
    private void assertTold(String slug, String task) {
        List<RunView> runs = jobs.runs(RunFilter.any(100).of(slug)).stream().filter(run -> run.name().equals(task)).toList();
        assertEquals(runs.toString(), 1, runs.size());
        assertEquals(runs.toString(), RunResult.SUCCESS, runs.get(0).result());
        assertEquals(Origin.Trigger.LIFECYCLE, runs.get(0).trigger());
        assertTrue(runs.toString(), runs.get(0).usage().contains(ECHOED));
    }

    private void becomes(String id, ScheduleStatus status) throws Exception {
        await(id + " is " + status, () -> jobs.schedule(id).filter(schedule -> schedule.status() == status).isPresent());
    }
}
