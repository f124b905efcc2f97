package dev.tollgate.itests;

import static org.junit.Assert.assertTrue;

import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.Test;

/** The commands of scope tollgate, through Gogo as an operator types them. */
public class ShellIT extends InFelix {
    @Inject
    CommandProcessor shell;

    @Test
    public void anOperatorDoesEverythingFromTheShell() throws Exception {
        Path first = write(TestPackage.enqueue("shelled", "1.0.0"));
        Path second = write(TestPackage.enqueue("shelled", "1.1.0"));
        says("tollgate:install " + first, "installed shelled 1.0.0", "queue", "undecided");
        says("tollgate:activate shelled", "error: ", "grant or deny it first");
        says("tollgate:grant shelled http", "error: ", "does not ask for http");
        says("tollgate:grant shelled queue", "is granted queue");
        says("tollgate:activate shelled", "is ACTIVE");
        says("tollgate:list", "shelled", "1.0.0", "ACTIVE");
        says("tollgate:show shelled", "digest", "queue", "breaker   CLOSED, degraded 0 of 3 times", "HOOKS", "ASKED", "CEILING", "EFFECTIVE",
                "fuel               50000000  500000000        50000000",
                "deadline           30000 ms  5000 ms          5000 ms");
        says("tollgate:enqueue shelled echo hello 3", "3 enqueued");
        says("tollgate:filter nobody text", "no active plugin listens");
        String id = pluginJobs.enqueue("shelled", "echo", "hello".getBytes(StandardCharsets.UTF_8), BY).value();
        await(new dev.tollgate.jobs.JobId(id), JobState.DONE);
        says("tollgate:job " + id, "state     done", "output    hello", "fuel");
        says("tollgate:jobs done", id);
        says("tollgate:jobs nothing", "error: there is no state 'nothing'");
        says("tollgate:counts", "done");
        says("tollgate:install " + second, "active stays shelled 1.0.0");
        says("tollgate:activate shelled", "shelled 1.1.0", "ACTIVE");
        says("tollgate:activate shelled 1.0.0", "shelled 1.0.0");
        says("tollgate:deny shelled queue", "is denied queue");
        says("tollgate:grants shelled", "shell", "closed");
        says("tollgate:deactivate shelled", "is inactive");
        says("tollgate:remove shelled", "was removed");
        says("tollgate:show shelled", "error: shelled is not installed");
        says("tollgate:replay " + id, "error: ");
    }

    @Test
    public void aDeadJobIsReplayedOrDiscarded() throws Exception {
        active(TestPackage.enqueue("mourned", "1.0.0"));
        String id = await(pluginJobs.enqueue("mourned", "reject", new byte[0], BY), JobState.DEAD).id().value();
        says("tollgate:jobs dead", id, "the handler answered 2");
        says("tollgate:replay " + id, "is queued again");
        await(new dev.tollgate.jobs.JobId(id), JobState.DEAD);
        says("tollgate:discard " + id, "is discarded");
        assertTrue(jobs.list(JobFilter.any(10).in(JobState.DISCARDED)).stream().anyMatch(job -> job.id().value().equals(id)));
    }

    @Test
    public void deadJobsAreReplayedAndDiscardedInBulk() throws Exception {
        active(TestPackage.enqueue("buried", "1.0.0"));
        for (int i = 0; i < 3; i++) {
            await(pluginJobs.enqueue("buried", "reject", new byte[0], BY), JobState.DEAD);
        }
        says("tollgate:replayAll", "error: say which");
        says("tollgate:replayAll --plugin buried --type echo", "0 jobs are queued again");
        says("tollgate:replayAll --plugin buried --type reject", "3 jobs are queued again");
        await("dead again", () -> jobs.list(JobFilter.any(10).in(JobState.DEAD).of("buried")).size() == 3);
        says("tollgate:discardAll --plugin buried --reason 'answered 2'", "3 jobs are discarded");
    }

    @Test
    public void limitsOfJobsAreShownSetAndLeftToTheConfiguration() throws Exception {
        active(TestPackage.enqueue("bounded", "1.0.0"));
        says("tollgate:joblimits bounded", "rate.per.minute", "60", "the configuration");
        says("tollgate:joblimits bounded rate.per.minute 5", "rate.per.minute of bounded is 5");
        says("tollgate:joblimits bounded", "5", "shell");
        says("tollgate:joblimits bounded rate.per.minute 0", "error: rate.per.minute is a whole number from 1 to 100000, not 0");
        says("tollgate:joblimits bounded default", "bounded is as in the configuration");
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
                assertTrue(command + " said: " + text, text.contains(word));
            }
        }
    }
}
