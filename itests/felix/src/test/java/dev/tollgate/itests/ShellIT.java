package dev.tollgate.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.tollgate.bridge.PluginSchedules;
import dev.tollgate.bridge.ScheduleReport;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.RunFilter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.Test;

/** The commands of scope tollgate, through Gogo as an operator types them. */
public class ShellIT extends InFelix {
    @Inject
    CommandProcessor shell;
    @Inject
    PluginSchedules schedules;

    @Test
    public void anOperatorDoesEverythingFromTheShell() throws Exception {
        Path first = write(TestPackage.enqueue("shelled", "1.0.0"));
        Path second = write(TestPackage.enqueue("shelled", "1.1.0"));
        says("tollgate:install " + first, "installed shelled 1.0.0", "queue", "undecided");
        says("tollgate:activate shelled", "error: ", "grant or revoke it first");
        says("tollgate:grant shelled http", "error: ", "does not ask for http");
        says("tollgate:grant shelled queue", "is granted queue");
        says("tollgate:activate shelled", "is ACTIVE");
        says("tollgate:list", "shelled", "1.0.0", "ACTIVE");
        says("tollgate:show shelled", "digest", "queue", "breaker   CLOSED, degraded 0 of 3 times");
        says("tollgate:limits shelled", "hooks", "ASKED", "CEILING", "EFFECTIVE",
                "fuel  units  50000000  500000000  50000000",
                "deadline  ms  30000  5000  5000");
        says("tollgate:jobs run shelled echo hello --times 3", "3 enqueued");
        says("tollgate:hooks filter nobody text", "no active plugin listens");
        String id = pluginJobs.enqueue("shelled", "echo", "hello".getBytes(StandardCharsets.UTF_8), BY).value();
        await(new JobId(id), JobState.DONE);
        says("tollgate:jobs show " + id, "state     done", "output    hello", "fuel");
        says("tollgate:jobs list --state done", id);
        says("tollgate:jobs list --state nothing", "error: there is no state 'nothing'");
        says("tollgate:jobs counts", "done");
        says("tollgate:install " + second, "stays ACTIVE; tollgate:activate shelled switches to");
        says("tollgate:activate shelled", "shelled 1.1.0", "ACTIVE");
        says("tollgate:activate shelled 1.0.0", "shelled 1.0.0");
        says("tollgate:revoke shelled queue", "is denied queue");
        says("tollgate:grants shelled", "shell", "closed");
        says("tollgate:deactivate shelled", "is INACTIVE");
        says("tollgate:remove shelled", "was removed");
        says("tollgate:show shelled", "error: no plugin of that slug is installed");
        says("tollgate:jobs retry " + id, "error: ");
    }

    @Test
    public void aDeadJobIsReplayedOrDiscarded() throws Exception {
        active(TestPackage.enqueue("mourned", "1.0.0"));
        String id = await(pluginJobs.enqueue("mourned", "reject", new byte[0], BY), JobState.DEAD).id().value();
        says("tollgate:jobs list --state dead", id);
        says("tollgate:jobs show " + id, "reason    the handler answered 2");
        says("tollgate:jobs retry " + id, "is queued again");
        await(new JobId(id), JobState.DEAD);
        says("tollgate:jobs discard " + id, "is discarded");
        assertTrue(jobs.list(JobFilter.any(10).in(JobState.DISCARDED)).stream().anyMatch(job -> job.id().value().equals(id)));
    }

    @Test
    public void deadJobsAreReplayedAndDiscardedInBulk() throws Exception {
        active(TestPackage.enqueue("buried", "1.0.0"));
        for (int i = 0; i < 3; i++) {
            await(pluginJobs.enqueue("buried", "reject", new byte[0], BY), JobState.DEAD);
        }
        says("tollgate:jobs retry", "error: say which");
        says("tollgate:jobs retry --plugin buried --type echo", "0 jobs are queued again");
        says("tollgate:jobs retry --plugin buried --type reject", "3 jobs are queued again");
        await("dead again", () -> jobs.list(JobFilter.any(10).in(JobState.DEAD).of("buried")).size() == 3);
        says("tollgate:jobs discard --plugin buried --reason 'answered 2'", "3 jobs are discarded");
    }

    @Test
    public void limitsOfJobsAreShownSetAndLeftToTheConfiguration() throws Exception {
        active(TestPackage.enqueue("bounded", "1.0.0"));
        says("tollgate:joblimits bounded", "rate.per.minute", "60", "the configuration");
        says("tollgate:joblimits set bounded rate.per.minute 5", "rate.per.minute of bounded is 5");
        says("tollgate:joblimits bounded", "5", "shell");
        says("tollgate:joblimits set bounded rate.per.minute 0", "error: rate.per.minute is a whole number from 1 to 100000, not 0");
        says("tollgate:joblimits reset bounded", "bounded is as in the configuration");
    }

    @Test
    public void schedulesAreShownRunSwitchedAndTheirRunsListed() throws Exception {
        active(TestPackage.enqueue("timed", "1.0.0").schedule("nightly", "30 3 29 2 *", "job_noop"));
        await("it is declared", () -> jobs.schedule("timed/nightly").isPresent());
        says("tollgate:schedules", "timed/nightly", "enabled", "30 3 29 2 *", "UTC", "-02-29T03:30:00Z");
        says("tollgate:schedules show timed/nightly", "handler   job_noop", "last      never", "-02-29T03:30:00Z\n          2");
        says("tollgate:schedules show timed/weekly", "error: there is no schedule 'timed/weekly'; tollgate:schedules lists them");
        says("tollgate:schedules run timed/nightly", "timed/nightly runs as job ");
        await("it ran", () -> !jobs.runs(RunFilter.any(1).ofSchedule("timed/nightly")).isEmpty());
        says("tollgate:runs --schedule timed/nightly --result success", "timed", "nightly", "manual", "success");
        says("tollgate:runs --plugin timed", "plugin.activate", "lifecycle");
        says("tollgate:runs --result lost", "error: no run ends as 'lost'");
        says("tollgate:schedules disable timed/nightly", "timed/nightly is disabled");
        says("tollgate:schedules run timed/nightly", "error: ", "enable it first");
        says("tollgate:schedules show timed/nightly", "status    disabled", "manual", "success");
        says("tollgate:schedules enable timed/nightly", "timed/nightly is enabled");
    }

    @Test
    public void jobsOfAPluginArePausedAndResumed() throws Exception {
        active(TestPackage.enqueue("held", "1.0.0"));
        active(TestPackage.enqueue("unheld", "1.0.0"));
        says("tollgate:jobs pause held", "jobs of held wait");
        JobId waiting = pluginJobs.enqueue("held", "noop", new byte[0], BY);
        await(pluginJobs.enqueue("unheld", "noop", new byte[0], BY), JobState.DONE);
        assertEquals(JobState.QUEUED, jobs.get(waiting).orElseThrow().state());
        says("tollgate:jobs resume held", "jobs of held go on");
        await(waiting, JobState.DONE);
        says("tollgate:jobs pause nobody", "error: no plugin of that slug is installed");
    }

    @Test
    public void aPluginWhoseDiscoveryCallFailedIsShownWithTheReason() throws Exception {
        active(TestPackage.of("misled", "1.0.0", "enqueue").asks("queue: {}").schedule("nightly", "30 3 29 2 *", "job_noop")
                .lifecycle("on_discover: job_fail"));
        await("the call failed", () -> schedules.report("misled").discovery() == ScheduleReport.Discovery.FAILED);
        says("tollgate:show misled", "discovery failed, nothing that it registered is taken: ", "made again when the plugin is activated again");
        says("tollgate:schedules show misled/nightly", "status    enabled", "discovery failed");
    }

    @Test
    public void everyCommandOfTheScopeTellsWhatItIsFor() throws Exception {
        for (String command : List.of("schedules", "runs", "show", "jobs", "top", "tail")) {
            says("tollgate:help tollgate:" + command, "Usage: tollgate:" + command);
        }
        says("tollgate:help runs", "--schedule", "only this schedule's", "--result", "skipped");
        says("tollgate:help", "schedules", "shows, runs and switches schedules", "help COMMAND explains one");
        says("tollgate:help felix:bundlelevel", "scope: felix");
    }

    @Test
    public void whatCannotBeInstalledSaysWhy() throws Exception {
        Path module = Files.write(Files.createTempFile("no", ".tgp"), new byte[] {1, 2, 3});
        says("tollgate:install " + module, "not installed:", "no readable zip");
        says("tollgate:install /no/such/file.tgp", "error: cannot read /no/such/file.tgp");
    }

    @Test
    public void aFolderIsInstalledLikeAPackage() throws Exception {
        Path folder = Files.createTempDirectory("plugin");
        TestPackage plugin = TestPackage.of("from-folder", "1.0.0", "basic");
        Files.writeString(folder.resolve("plugin.yaml"), plugin.manifest());
        Files.write(folder.resolve("plugin.wasm"), dev.tollgate.guests.Guests.wasm("basic"));
        says("tollgate:install " + folder, "installed from-folder 1.0.0", "it asks for no capability");
    }

    private static Path write(TestPackage plugin) throws Exception {
        return Files.write(Files.createTempFile("plugin", ".tgp"), plugin.build());
    }

    private void says(String command, String... words) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        try (CommandSession session = shell.createSession(new ByteArrayInputStream(new byte[0]), print, print)) {
            Object answer = session.execute(command);
            String text = out.toString(StandardCharsets.UTF_8) + answer;
            for (String word : words) {
                assertTrue(command + " said: " + text, text.replaceAll("\\s+", " ").contains(word.replaceAll("\\s+", " ")));
            }
        }
    }
}
