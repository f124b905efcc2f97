package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.ScheduleStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.inject.Inject;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Jobs that a bundle declares with a registrar, and what starting, stopping, updating and uninstalling it do to them. */
public class BundleJobsIT extends InFelix {
    private static final String IMPORTS = "org.osgi.framework,dev.tollgate.jobs";

    @Inject
    JobsAdmin admin;

    @Test
    public void aDeclaredJobIsRunNowAndTheRunLogHasItWithItsOriginAndUsage() throws Exception {
        start("acme.tidy", "tidy");
        declared("acme.tidy/tidy");
        assertEquals("do-tidy 1.0.0", output(admin.runNow("acme.tidy/tidy", BY)));
        List<RunView> runs = jobs.runs(RunFilter.any(10).ofSchedule("acme.tidy/tidy"));
        assertEquals(runs.toString(), 1, runs.size());
        assertEquals(RunResult.SUCCESS, runs.get(0).result());
        assertEquals(Origin.Trigger.MANUAL, runs.get(0).trigger());
        assertEquals("acme.tidy", runs.get(0).group());
        assertEquals("one chore", runs.get(0).usage());
    }

    @Test
    public void aDisabledJobIsNotRunAndSaysWhatToDo() throws Exception {
        start("acme.off", "tidy");
        declared("acme.off/tidy");
        admin.setStatus("acme.off/tidy", ScheduleStatus.DISABLED, BY);
        String refusal = assertThrows(IllegalStateException.class, () -> admin.runNow("acme.off/tidy", BY)).getMessage();
        assertTrue(refusal, refusal.contains("disabled") && refusal.contains("enable it first"));
        assertTrue(jobs.runs(RunFilter.any(10).ofSchedule("acme.off/tidy")).isEmpty());
        admin.setStatus("acme.off/tidy", ScheduleStatus.ENABLED, BY);
        assertEquals("do-tidy 1.0.0", output(admin.runNow("acme.off/tidy", BY)));
    }

    @Test
    public void whileTheBundleIsStoppedItsJobsStayAndWaitWithoutAnAttempt() throws Exception {
        Bundle bundle = start("acme.away", "tidy");
        declared("acme.away/tidy");
        await("its queue is served", () -> served("java:acme.away"));
        bundle.stop();
        assertTrue("nobody serves its queue", !served("java:acme.away"));
        JobId waiting = admin.runNow("acme.away/tidy", BY);
        // What was enqueued after it, in a queue that is served, is done: it would have had its turn.
        start("acme.there", "tidy");
        declared("acme.there/tidy");
        output(admin.runNow("acme.there/tidy", BY));
        assertEquals(JobState.QUEUED, jobs.get(waiting).orElseThrow().state());
        bundle.start();
        JobView done = await(waiting, JobState.DONE);
        assertEquals(1, done.attempts());
    }

    @Test
    public void anUpdatedBundleIsAskedAgainAndRunsItsNewCode() throws Exception {
        Bundle bundle = start("acme.moving", "tidy");
        declared("acme.moving/tidy");
        bundle.update(new ByteArrayInputStream(jar("acme.moving", "2.0.0", "tidy,sweep")));
        declared("acme.moving/sweep");
        assertEquals("do-sweep 2.0.0", output(admin.runNow("acme.moving/sweep", BY)));
        assertEquals("do-tidy 2.0.0", output(admin.runNow("acme.moving/tidy", BY)));
    }

    @Test
    public void uninstallingTheBundleWithdrawsItsJobsAndTheirRunsStayInTheLog() throws Exception {
        Bundle bundle = start("acme.gone", "tidy");
        declared("acme.gone/tidy");
        output(admin.runNow("acme.gone/tidy", BY));
        bundle.uninstall();
        await("its job is withdrawn", () -> jobs.schedule("acme.gone/tidy").isEmpty());
        assertEquals(1, jobs.runs(RunFilter.any(10).of("acme.gone")).size());
    }

    private Bundle start(String name, String names) throws Exception {
        Bundle bundle = context.installBundle(name, new ByteArrayInputStream(jar(name, "1.0.0", names)));
        bundle.start();
        return bundle;
    }

    private static byte[] jar(String name, String version, String names) throws IOException {
        return BundleJar.with(name, ChoreJobs.class, IMPORTS, "Bundle-Version", version, ChoreJobs.JOBS, names);
    }

    /** Registrars are asked on a thread of the host's. */
    private void declared(String id) throws Exception {
        await(id + " is declared", () -> jobs.schedule(id).isPresent());
    }

    private boolean served(String queue) throws Exception {
        return !context.getServiceReferences(JobHandler.class, "(" + JobHandler.QUEUE + "=" + queue + ")").isEmpty();
    }

    private String output(JobId id) throws InterruptedException {
        return new String(await(id, JobState.DONE).output().orElseThrow(), UTF_8);
    }
}
