package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.felix.service.command.CommandSession;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.event.EventHandler;

/** What an operator sees in the shell of plugins that misbehave, and what the audit keeps of what he does about it. */
public class OperatorIT extends WithServices {
    private static final int TRIPS_TO_DEGRADE = 6;
    private static final int COLUMNS = 80;
    private static final String LISTENERS = "(event.topics=dev/tollgate/\\*)";

    /** A command that goes on until a key is pressed. */
    private final class Running {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final PipedOutputStream keys = new PipedOutputStream();
        private final Future<Object> end;

        Running(ExecutorService thread, String command) throws Exception {
            PipedInputStream keyboard = new PipedInputStream(keys);
            PrintStream print = new PrintStream(out, true, UTF_8);
            end = thread.submit(() -> {
                try (CommandSession session = shell.createSession(keyboard, print, print)) {
                    return session.execute(command);
                }
            });
        }

        List<String> lines() {
            return out.toString(UTF_8).lines().collect(Collectors.toList());
        }

        void end() throws Exception {
            keys.write('\n');
            keys.flush();
            end.get(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    @Test
    public void a61TailShowsEveryFamilyOfEventsAndNoGuestForgesALineOfIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Running people = new Running(threads, "tollgate:tail");
            Running programs = new Running(threads, "tollgate:tail --json");
            await("both listen", () -> context.getServiceReferences(EventHandler.class, LISTENERS).size() == 2);
            misbehave("tailed", "forged-name");
            Bundle kv = bundleOf("dev.tollgate.capability-kv");
            kv.stop();
            kv.start();
            for (String topic : List.of("plugin/INSTALLED", "plugin/ACTIVATED", "plugin/grant", "plugin/trip", "breaker/DEGRADED", "job/DEAD",
                    "service/STARTED", "capability/GONE", "capability/PROVIDED")) {
                await("people see " + topic, () -> people.lines().stream().anyMatch(line -> (line + " ").contains("Z " + topic + " ")));
                await("programs see " + topic, () -> programs.lines().stream().anyMatch(line -> line.contains("\"dev/tollgate/" + topic + "\"")));
            }
            says("tollgate:breaker reset tailed", "tailed");
            await("people see the reset", () -> people.lines().stream().anyMatch(line -> line.contains("Z breaker/RESET tailed by=shell")));
            says("tollgate:audit --plugin tailed", "shell", "breaker.reset");
            people.end();
            programs.end();
            assertTrue(people.lines().toString(), people.lines().stream().allMatch(line -> line.length() <= COLUMNS
                    && line.chars().noneMatch(Character::isISOControl) && line.matches("\\d{4}-[^ ]+Z [a-z]+/[A-Za-z_]+ .*| .*")));
            for (String line : programs.lines()) {
                JsonNode event = new ObjectMapper().readTree(line);
                assertTrue(line, event.get("topic").asText().startsWith("dev/tollgate/") && event.get("properties").has("timestamp"));
                assertTrue(line, line.chars().allMatch(each -> each >= ' ' && each <= '~'));
            }
            assertTrue(programs.lines().toString(), programs.lines().stream().anyMatch(line -> line.contains("ERROR forged")));
            assertTrue(context.getServiceReferences(EventHandler.class, LISTENERS).isEmpty());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    public void topShowsFuelAndTimeOfHooksJobsAndTrips() throws Exception {
        active(TestPackage.enqueue("topped", "1.0.0").filter("topped", "job_echo").filter("topped-loop", "job_loop"));
        hooks.filter("topped", "text".getBytes(UTF_8));
        JsonNode one = top("topped");
        assertEquals(one.toString(), 1, one.get("calls").asInt());
        hooks.filter("topped-loop", new byte[0]);
        await(pluginJobs.enqueue("topped", "echo", new byte[0], BY), JobState.DONE);
        await("all are counted", () -> top("topped").get("calls").asInt() == 3);
        JsonNode all = top("topped");
        assertEquals(all.toString(), 1, all.get("tripped").asInt());
        assertTrue(all.toString(), all.get("fuel").asLong() > 1_000_000);
        assertTrue(all.toString(), all.get("fuel").asLong() > one.get("fuel").asLong() && one.get("fuel").asLong() > 0);
        assertTrue(all.toString(), all.get("timeMillis").asLong() > 0);
        says("tollgate:top -n 1", "PLUGIN", "FUEL", "topped 3 0 1 0 " + all.get("fuel"));
    }

    @Test
    public void tripsShowTheLineOfTheGuestsSourceWhereThereIsOne() throws Exception {
        active(TestPackage.of("lined", "1.0.0", "lines-O0").filter("lined", "recurse").filter("lined-trap", "divide"));
        assertEquals(Ending.TRIPPED, hooks.filter("lined", new byte[0]).reports().get(0).ending());
        String trips = execute("tollgate:trips lined");
        assertTrue(trips, trips.contains("at deeper (lines.c:46)\n") && trips.contains("at deeper (lines.c:48)\n"));
        assertTrue(trips, trips.lines().allMatch(line -> line.length() <= COLUMNS));
        says("tollgate:hooks filter lined-trap text --json", "divided (lines.c:9) <- inner (lines.c:14) <- divide (lines.c:20)");
    }

    @Test
    public void whatIsDecidedInTheShellIsInTheAuditByTheShell() throws Exception {
        Path secret = Files.writeString(Files.createTempFile("secret", ".txt"), "hush");
        running("decided", TestPackage.service("decided", "1.0.0").schedule("nightly", "30 3 29 2 *", "job_work"));
        await("it is declared", () -> jobs.schedule("decided/nightly").isPresent());
        for (String command : List.of("revoke decided queue", "grant decided queue", "config set decided width 80", "config unset decided width",
                "secrets set decided token " + secret, "secrets remove decided token", "joblimits set decided rate.per.minute 5", "joblimits reset decided",
                "jobs pause decided", "jobs resume decided",
                "schedules disable decided/nightly", "schedules enable decided/nightly", "services stop decided", "services start decided",
                "deactivate decided", "activate decided", "remove decided")) {
            String said = execute("tollgate:" + command);
            assertFalse(command + " said " + said, said.startsWith("error"));
        }
        JsonNode decisions = decisions("decided");
        List<String> verbs = verbs(decisions);
        for (String verb : List.of("gate.deny", "gate.grant", "config.set", "config.unset", "secret.set", "secret.unset", "joblimit.set", "joblimit.unset",
                "jobs.pause", "jobs.resume", "schedule.disable", "schedule.enable", "service.stop", "service.start",
                "plugin.deactivate", "plugin.activate", "plugin.remove")) {
            assertTrue(verb + " is not in " + verbs, verbs.contains(verb));
        }
        assertFalse(decisions.toString(), decisions.toString().contains("hush"));
        says("tollgate:audit --plugin decided --since 1h -n 3", "plugin.remove", "shell");
        says("tollgate:audit verify", "each as it was written");
    }

    @Test
    public void whatIsDoneToDeadJobsInTheShellIsInTheAuditByTheShell() throws Exception {
        active(TestPackage.enqueue("buried", "1.0.0"));
        JobId dead = pluginJobs.enqueue("buried", "reject", new byte[0], BY);
        await(dead, JobState.DEAD);
        says("tollgate:jobs retry " + dead.value(), "queued again");
        await(dead, JobState.DEAD);
        says("tollgate:jobs discard --plugin buried", "1 ");
        assertEquals(List.of("jobs.discard", "jobs.retry"), verbs(decisions("buried")).stream().filter(verb -> verb.startsWith("jobs.")).toList());
    }

    private JsonNode decisions(String slug) throws Exception {
        return json("tollgate:audit --plugin " + slug + " --by shell -n 100 --json");
    }

    private static List<String> verbs(JsonNode decisions) {
        return StreamSupport.stream(decisions.spliterator(), false).map(each -> each.get("verb").asText()).collect(Collectors.toList());
    }

    /** Trips until it is degraded, with a name that forges; a job of another one dies. */
    private void misbehave(String slug, String guest) throws Exception {
        active(TestPackage.of(slug, "1.0.0", guest).server("fuel_per_invocation: 50000").filter(slug, "run"));
        for (int i = 0; i < TRIPS_TO_DEGRADE; i++) {
            hooks.filter(slug, new byte[0]);
        }
        running(slug + "-service", TestPackage.service(slug + "-service", "1.0.0"));
        active(TestPackage.enqueue(slug + "-jobs", "1.0.0"));
        await(pluginJobs.enqueue(slug + "-jobs", "reject", new byte[0], BY), JobState.DEAD);
    }

    private JsonNode top(String slug) throws Exception {
        return StreamSupport.stream(json("tollgate:top -n 1 --json").get("plugins").spliterator(), false)
                .filter(each -> each.get("slug").asText().equals(slug)).findFirst().orElseThrow(() -> new AssertionError(slug + " is not in it"));
    }

    private JsonNode json(String command) throws Exception {
        String said = execute(command);
        return new ObjectMapper().readTree(said.endsWith("null") ? said.substring(0, said.length() - "null".length()) : said);
    }
}
