package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.PluginState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The examples, from their packages to the results of their jobs. */
public class WholePathIT extends InFelix {
    @Test
    public void everyBundleOfTheDistributionIsActive() {
        List<String> idle = Arrays.stream(context.getBundles()).filter(bundle -> bundle.getState() != Bundle.ACTIVE
                && bundle.getHeaders().get("Fragment-Host") == null).map(Bundle::getSymbolicName).toList();
        assertEquals(List.of(), idle);
    }

    @Test
    public void thePluginInJavaFiltersTextEnqueuesJobsAndHandlesThem() throws Exception {
        active(example("text-tools-1.0.0.tgp"));
        Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        HookResult result = hooks.filter("the_content", "\"Hello\" -- it's me...\n\nA second paragraph.".getBytes(UTF_8));
        assertEquals(Ending.COMPLETED, result.reports().get(0).ending());
        assertEquals("\u201cHello\u201d \u2013 it\u2019s me\u2026\n\nA second paragraph.", new String(result.value(), UTF_8));
        assertEquals(2, result.reports().get(0).usage().hostCalls().get("queue").intValue());
        assertTrue(result.reports().get(0).usage().fuel().units() > 1_000);

        List<JobView> enqueued = jobsOf("text-tools").stream().filter(job -> !job.enqueuedAt().isBefore(begun)).toList();
        assertEquals(2, enqueued.size());
        for (JobView job : enqueued) {
            JobView done = await(job.id(), JobState.DONE);
            assertEquals("plugin:text-tools:summarize", done.type());
            assertEquals(1, done.attempts());
            assertTrue(new String(done.output().orElseThrow(), UTF_8), new String(done.output().get(), UTF_8).contains("\"words\":3"));
            assertTrue(done.report().orElseThrow(), done.report().get().contains("\"fuel\":"));
        }
    }

    @Test
    public void thePluginInCFiltersTextEnqueuesJobsAndHandlesThem() throws Exception {
        active(example("checksum-1.0.0.tgp"));
        HookResult result = hooks.filter("checksum", "abc".getBytes(UTF_8));
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", new String(result.value(), UTF_8));

        hooks.action("post_saved", "abc".getBytes(UTF_8));
        JobView done = await(jobsOf("checksum").get(0).id(), JobState.DONE);
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", new String(done.output().get(), UTF_8));
        assertEquals(3, done.maxRetry());
    }

    @Test
    public void aJobThatRejectsItsInputIsInTheDeadLettersAfterOneAttempt() throws Exception {
        active(example("text-tools-1.0.0.tgp"));
        JobView dead = await(pluginJobs.enqueue("text-tools", "summarize", new byte[0], BY), JobState.DEAD);
        assertEquals(1, dead.attempts());
        assertEquals(PluginState.ACTIVE, plugins.get("text-tools").orElseThrow().state());
    }

    private byte[] example(String file) throws Exception {
        return Files.readAllBytes(Path.of(context.getProperty("tollgate.home"), "examples", file));
    }
}
