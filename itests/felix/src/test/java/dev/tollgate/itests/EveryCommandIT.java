package dev.tollgate.itests;

import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
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

/** Each command on the real services, once for people and once for programs. */
public class EveryCommandIT extends InFelix {
    private static final int COLUMNS = 80;
    private static final String SLUG = "every-one";

    @Inject
    CommandProcessor shell;

    @Test
    public void tablesFitEightyColumnsAndJsonParses() throws Exception {
        Path next = Files.write(Files.createTempFile("plugin", ".tgp"), TestPackage.enqueue(SLUG, "1.1.0").build());
        Path another = Files.write(Files.createTempFile("plugin", ".tgp"), TestPackage.enqueue("another-one", "1.0.0").build());
        Path secret = Files.writeString(Files.createTempFile("secret", ".txt"), "hush");
        active(TestPackage.enqueue(SLUG, "1.0.0").schedule("nightly", "30 3 29 2 *", "job_noop"));
        await("it is declared", () -> jobs.schedule(SLUG + "/nightly").isPresent());
        String done = await(pluginJobs.enqueue(SLUG, "echo", "hello".getBytes(StandardCharsets.UTF_8), BY), JobState.DONE).id().value();
        List<String> lines = List.of("list", "show " + SLUG, "limits " + SLUG, "versions " + SLUG, "history " + SLUG, "trips " + SLUG,
                "breaker " + SLUG, "grants " + SLUG, "grants --diff " + SLUG, "grant " + SLUG + " queue '{}'", "revoke " + SLUG + " queue",
                "grant " + SLUG + " queue", "capabilities", "capabilities show queue", "capabilities used " + SLUG, "hooks", "hooks show none",
                "hooks filter none text", "hooks action none text", "jobs", "jobs list --state done --plugin " + SLUG, "jobs show " + done, "jobs counts",
                "jobs run " + SLUG + " echo body", "jobs pause " + SLUG, "jobs resume " + SLUG, "jobs retry --plugin " + SLUG, "jobs discard --plugin " + SLUG,
                "joblimits " + SLUG, "joblimits set " + SLUG + " most.queued 500", "joblimits reset " + SLUG, "runs", "schedules", "schedules show " + SLUG + "/nightly",
                "schedules next " + SLUG + "/nightly", "schedules run " + SLUG + "/nightly", "schedules disable " + SLUG + "/nightly",
                "schedules enable " + SLUG + "/nightly", "services", "services diagnostics", "events " + SLUG, "config set " + SLUG + " width 80", "config " + SLUG,
                "config unset " + SLUG + " width", "secrets set " + SLUG + " token " + secret, "secrets " + SLUG, "secrets remove " + SLUG + " token", "websockets",
                "audit", "audit list --plugin " + SLUG + " --since 1h -n 5", "audit verify", "deployments", "configuration", "health", "top -n 1");
        for (String line : lines) {
            people(line);
            // A schedule has one slot, which the first run has to give back.
            await("runs of the schedule are over", () -> jobs.counts().getOrDefault(JobState.QUEUED, 0L) + jobs.counts().getOrDefault(JobState.RUNNING, 0L) == 0
                    || !line.startsWith("schedules run"));
            programs(line);
        }
        people("install " + another);
        programs("remove another-one");
        await("it is gone", () -> plugins.get("another-one").isEmpty());
        programs("install " + another);
        people("remove another-one");
        people("deactivate " + SLUG);
        programs("activate " + SLUG);
        programs("deactivate " + SLUG);
        people("activate " + SLUG);
        programs("update " + next);
        people("rollback " + SLUG);
    }

    @Test
    public void topSeesEachCallOfAPlugin() throws Exception {
        active(TestPackage.enqueue("seen", "1.0.0"));
        JobId job = pluginJobs.enqueue("seen", "echo", "hello".getBytes(StandardCharsets.UTF_8), BY);
        await(job, JobState.DONE);
        assertTrue(execute("tollgate:top -n 1"), execute("tollgate:top -n 1").lines().anyMatch(line -> line.matches("seen +[1-9][0-9]* .*")));
    }

    private void people(String line) throws Exception {
        String said = execute("tollgate:" + line);
        assertTrue(line + " said nothing", !said.isBlank());
        assertTrue(line + " said: " + said, !said.startsWith("error: "));
        assertTrue(line + " said: " + said, said.lines().allMatch(each -> each.length() <= COLUMNS));
    }

    private void programs(String line) throws Exception {
        String said = execute("tollgate:" + line + " --json");
        assertTrue(line + " said: " + said, new ObjectMapper().readTree(said).isContainerNode());
        assertTrue(line + " said: " + said, !new ObjectMapper().readTree(said).has("error"));
    }

    private String execute(String command) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        try (CommandSession session = shell.createSession(new ByteArrayInputStream(new byte[0]), print, print)) {
            Object answer = session.execute(command);
            return out.toString(StandardCharsets.UTF_8) + (answer == null ? "" : answer);
        }
    }
}
