package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.PluginId;
import dev.tollgate.bridge.JobLimits;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.PluginState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The queue gate as a guest sees it, and what becomes of the jobs. */
public class QueueIT extends InFelix {
    private static final long EPERM = -1;
    private static final long EINVAL = -3;
    private static final long ENOENT = -5;
    private static final long ERATELIMIT = -6;
    private static final long ECONFLICT = -8;
    private static final long ETOOBIG = -9;

    @Test
    public void aPluginThatWasNotGrantedTheQueueReadsEperm() throws Exception {
        PluginId id = plugins.install(plugin("not-granted", "1.0.0").build(), BY);
        grants.deny(id, "queue", BY);
        plugins.activate("not-granted", Optional.empty(), BY);
        assertEquals(EPERM, enqueue("not-granted", "noop", "", ""));
        assertTrue(jobsOf("not-granted").isEmpty());
    }

    @Test
    public void anEnqueuedJobRunsAndTheGuestCanAskForItsStatus() throws Exception {
        active(plugin("happy", "1.0.0"));
        byte[] output = output("happy", "echo", "payload", "{\"max_retry\":2}");
        JobView done = await(id(output), JobState.DONE);
        assertEquals("payload", new String(done.output().orElseThrow(), UTF_8));
        assertEquals(2, done.maxRetry());
        byte[] status = hooks.filter("happy.status", done.id().value().getBytes(UTF_8)).value();
        assertTrue(new String(status, 8, status.length - 8, UTF_8).contains("\"state\":\"done\""));
    }

    @Test
    public void aJobOfAnotherPluginIsNotThere() throws Exception {
        active(plugin("mine", "1.0.0"));
        active(plugin("theirs", "1.0.0"));
        JobId mine = id(output("mine", "noop", "", ""));
        assertEquals(ENOENT, number(hooks.filter("theirs.status", mine.value().getBytes(UTF_8)).value()));
    }

    @Test
    public void badArgumentsAreErrorNumbersAndNothingIsEnqueued() throws Exception {
        active(plugin("bad-arguments", "1.0.0"));
        assertEquals(EINVAL, enqueue("bad-arguments", "no:op", "", ""));
        assertEquals(EINVAL, enqueue("bad-arguments", "undeclared", "", ""));
        assertEquals(EINVAL, enqueue("bad-arguments", "noop", "", "{\"priority\":1}"));
        assertEquals(EINVAL, enqueue("bad-arguments", "noop", "", "{\"delay\":\"365d\"}"));
        assertEquals(ETOOBIG, enqueue("bad-arguments", "noop", "x".repeat(262_145), ""));
        assertTrue(jobsOf("bad-arguments").isEmpty());
    }

    @Test
    public void theSixtyFirstEnqueueInAMinuteIsEratelimit() throws Exception {
        active(plugin("eager", "1.0.0"));
        for (int i = 0; i < 60; i++) {
            assertTrue(enqueue("eager", "noop", "", "") > 0);
        }
        assertEquals(ERATELIMIT, enqueue("eager", "noop", "", ""));
    }

    @Test
    public void uniqueJobsConflictWhileOneIsLiveAndARepeatedKeyAnswersTheFirst() throws Exception {
        active(plugin("unique", "1.0.0"));
        assertTrue(enqueue("unique", "noop", "same", "{\"unique_for\":\"1h\",\"delay\":\"1h\"}") > 0);
        assertEquals(ECONFLICT, enqueue("unique", "noop", "same", "{\"unique_for\":\"1h\"}"));
        assertTrue(enqueue("unique", "noop", "other", "{\"unique_for\":\"1h\"}") > 0);
        byte[] first = output("unique", "noop", "a", "{\"idempotency_key\":\"k\"}");
        assertEquals(id(first), id(output("unique", "noop", "b", "{\"idempotency_key\":\"k\"}")));
    }

    @Test
    public void aBatchIsAnsweredItemByItemAndWhatIsGoodInItRuns() throws Exception {
        active(TestPackage.of("batching", "1.0.0", "enqueue-batch").asks("queue: {}").filter("batching.batch", "batch").job("echo", 0));
        String answer = batch("[{\"type\":\"echo\",\"payload\":\"one\"},{\"type\":\"other\"},{\"type\":\"echo\",\"payload_base64\":\"dHdv\"}]");
        assertTrue(answer, answer.startsWith("[{\"id\":\"") && answer.contains("\"},{\"error\":-3,\"message\":\"batching declares no job type 'other'"));
        assertEquals(2, jobsOf("batching").size());
        List<String> outputs = new ArrayList<>();
        for (JobView job : jobsOf("batching")) {
            outputs.add(new String(await(job.id(), JobState.DONE).output().orElseThrow(), UTF_8));
        }
        assertEquals(List.of("two", "one"), outputs);
        assertEquals(EINVAL, number(hooks.filter("batching.batch", "{}".getBytes(UTF_8)).value()));
        String rest = batch("[" + "{\"type\":\"echo\"},".repeat(59) + "{\"type\":\"echo\"}]");
        assertEquals("58 were left in this minute", 2, rest.split("\"error\":" + ERATELIMIT, -1).length - 1);
    }

    @Test
    public void anAdministratorsLimitHoldsForOnePluginWithoutARestart() throws Exception {
        active(plugin("limited", "1.0.0"));
        active(plugin("unlimited", "1.0.0"));
        JobLimits limits = service(JobLimits.class);
        limits.set("limited", JobLimits.Limit.RATE, 2, BY);
        assertTrue(enqueue("limited", "noop", "", "") > 0);
        assertTrue(enqueue("limited", "noop", "", "") > 0);
        assertEquals(ERATELIMIT, enqueue("limited", "noop", "", ""));
        assertTrue(enqueue("unlimited", "noop", "", "") > 0);
        limits.reset("limited", Optional.empty(), BY);
        assertTrue(enqueue("limited", "noop", "", "") > 0);
    }

    @Test
    public void runawayJobsAreEndedByTheirLimitsWhileOthersGoOn() throws Exception {
        active(plugin("runaway", "1.0.0").limit("job_fuel: 2000000").limit("job_memory_mb: 16"));
        active(plugin("patient", "1.0.0"));
        JobId loop = pluginJobs.enqueue("runaway", "loop", new byte[0], BY);
        JobId grow = pluginJobs.enqueue("runaway", "grow", new byte[0], BY);
        JobId recurse = pluginJobs.enqueue("runaway", "recurse", new byte[0], BY);
        List<JobId> healthy = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            healthy.add(pluginJobs.enqueue(i % 2 == 0 ? "patient" : "runaway", "noop", new byte[0], BY));
        }
        for (JobId id : healthy) {
            await(id, JobState.DONE);
        }
        reason(await(loop, JobState.DEAD), "fuel limit: ", " of 2000000 units in runaway 1.0.0 job_loop at job_loop");
        reason(await(grow, JobState.DEAD), "memory limit: ", " of 16777216 bytes in runaway 1.0.0 job_grow at job_grow");
        reason(await(recurse, JobState.DEAD), "call depth limit: ", " of 1024 frames in runaway 1.0.0 job_recurse at deep");
    }

    @Test
    public void aJobThatHasFuelLeftIsEndedByItsDeadline() throws Exception {
        active(plugin("slow", "1.0.0").limit("job_fuel: 1000000000").limit("job_timeout: 200ms"));
        JobView dead = await(pluginJobs.enqueue("slow", "loop", new byte[0], BY), JobState.DEAD);
        reason(dead, "deadline limit: ", " of 200 ms in slow 1.0.0 job_loop at job_loop");
    }

    @Test
    public void aFailingJobIsRetriedAsOftenAsItMayAndThenDead() throws Exception {
        active(plugin("failing", "1.0.0"));
        JobView dead = await(pluginJobs.enqueue("failing", "fail", new byte[0], BY), JobState.DEAD);
        assertEquals(2, dead.attempts());
        JobView rejected = await(pluginJobs.enqueue("failing", "reject", new byte[0], BY), JobState.DEAD);
        assertEquals("rejected, whatever retries are left", 1, rejected.attempts());
    }

    @Test
    public void anUpdateSendsAQueuedJobToTheDeadLettersAndReplayRunsItOnTheNewVersion() throws Exception {
        active(plugin("updated", "1.0.0"));
        JobId job = id(output("updated", "echo", "kept", "{\"delay\":\"2s\"}"));
        plugins.install(plugin("updated", "1.1.0").build(), BY);
        assertEquals(PluginState.ACTIVE, plugins.activate("updated", Optional.of("1.1.0"), BY).state());
        JobView dead = await(job, JobState.DEAD);
        reason(dead, "updated is at 1.1.0", "the job was enqueued for 1.0.0");
        pluginJobs.replay(job, BY);
        assertEquals("kept", new String(await(job, JobState.DONE).output().orElseThrow(), UTF_8));
    }

    @Test
    public void withoutItsProviderAPluginWaitsAndItsJobsAreHeldBackWithoutAnAttempt() throws Exception {
        active(plugin("waiting", "1.0.0"));
        JobId job = pluginJobs.enqueue("waiting", "noop", new byte[0], BY);
        await(job, JobState.DONE);
        Bundle provider = bundleOf("dev.tollgate.capability-queue");
        provider.stop();
        try {
            assertEquals(PluginState.WAITING, plugins.get("waiting").orElseThrow().state());
            HookResult result = hooks.filter("waiting.enqueue", "unchanged".getBytes(UTF_8));
            assertEquals(Ending.SKIPPED, result.reports().get(0).ending());
            assertEquals("unchanged", new String(result.value(), UTF_8));
            job = pluginJobs.enqueue("waiting", "noop", new byte[0], BY);
            JobView held = await(job, view -> view.reason().isPresent());
            assertEquals(JobState.QUEUED, held.state());
            assertEquals(0, held.attempts());
        } finally {
            provider.start();
        }
        assertEquals(PluginState.ACTIVE, plugins.get("waiting").orElseThrow().state());
        assertEquals(1, await(job, JobState.DONE).attempts());
    }

    @Test
    public void anOptionalCapabilityWithoutAProviderIsEunavailable() throws Exception {
        active(TestPackage.of("wants-kv", "1.0.0", "kv").asks("kv: { optional: true }").filter("wants-kv.get", "get"));
        Bundle provider = bundleOf("dev.tollgate.capability-kv");
        provider.stop();
        try {
            assertEquals(-7, number(hooks.filter("wants-kv.get", new byte[0]).value()));
            assertFalse(plugins.get("wants-kv").orElseThrow().capabilities().get(0).provided());
        } finally {
            provider.start();
        }
    }

    private static TestPackage plugin(String slug, String version) {
        return TestPackage.of(slug, version, "enqueue").asks("queue: {}").server("invocation_timeout_ms: 5000")
                .filter(slug + ".enqueue", "enqueue").filter(slug + ".status", "status")
                .job("noop", 5).job("echo", 5).job("fail", 1).job("reject", 5).job("loop", 0).job("grow", 0).job("recurse", 0);
    }

    private byte[] output(String slug, String type, String body, String options) {
        HookResult result = hooks.filter(slug + ".enqueue", enqueueInput(type, body.getBytes(UTF_8), options));
        assertEquals(result.reports().toString(), Ending.COMPLETED, result.reports().get(0).ending());
        return result.value();
    }

    private String batch(String items) {
        byte[] output = hooks.filter("batching.batch", items.getBytes(UTF_8)).value();
        return new String(output, 8, output.length - 8, UTF_8);
    }

    private long enqueue(String slug, String type, String body, String options) {
        return number(output(slug, type, body, options));
    }

    private static void reason(JobView job, String start, String end) {
        String reason = job.reason().orElseThrow();
        assertTrue(reason, reason.startsWith(start) && reason.contains(end));
    }
}
