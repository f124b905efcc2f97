package dev.tollgate.bridge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.testkit.HandDrivenJobs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is dropped with a plugin, on the real engine. */
class QueuedWorkTest {
    private final HandDrivenJobs jobs = new HandDrivenJobs();
    private final LoadedOnes plugins = new LoadedOnes();
    private final MemorySchedules schedules = new MemorySchedules();
    private final QueuedWork work = new QueuedWork(jobs.jobs(), jobs.admin(), new ScheduleFollower(plugins, (plugin, handler, input, profile) -> {
        throw new AssertionError("nobody is called");
    }, schedules, schedules, (delay, task) -> task.run(), () -> { }));

    @AfterEach
    void close() {
        jobs.close();
    }

    @Test
    void whatWaitsOfAPluginIsDroppedAndNothingMoreIsTakenInUntilItIsOpened() {
        enqueue("plugins", "probe");
        enqueue("plugins@a", "probe");
        enqueue("plugins", "other");

        work.close("probe", "anna");
        work.close("probe", "anna");

        assertThat(waiting("plugins", "probe")).isZero();
        assertThat(waiting("plugins@a", "probe")).isZero();
        assertThat(waiting("plugins", "other")).isEqualTo(1);
        assertThat(enqueue("plugins", "probe")).isEqualTo(new Enqueued.Refused(Enqueued.Refusal.CLOSED));
        assertThat(schedules.calls).contains("withdraw probe");
        work.open("probe");
        assertThat(enqueue("plugins", "probe")).isInstanceOf(Enqueued.Accepted.class);
        assertThat(enqueue("plugins@a", "probe")).isInstanceOf(Enqueued.Accepted.class);
    }

    @Test
    void theTaskThatDropsItIsNotDroppedAndDoesNotCountAsWork() {
        enqueue("lifecycle.3f", "probe");
        List<Boolean> running = new ArrayList<>();
        jobs.node("a").handle("lifecycle.3f", (job, lease) -> {
            work.close("probe", "anna");
            running.add(work.running("probe"));
            return new JobResult.Done(new byte[0], "");
        });

        jobs.runDue();

        assertThat(running).containsExactly(false);
    }

    @Test
    void aJobOfAnyOfItsQueuesThatRunsIsWork() {
        List<Boolean> running = new ArrayList<>();
        // A node's handler of a queue is the handler of its own part of that queue as well.
        jobs.node("a").handle("plugins", (job, lease) -> {
            running.add(work.running("probe"));
            running.add(work.running("other"));
            return new JobResult.Done(new byte[0], "");
        });
        for (String queue : List.of("plugins", "plugins@a")) {
            running.clear();
            enqueue(queue, "probe");

            jobs.runDue();

            assertThat(running).as(queue).containsExactly(true, false);
            assertThat(work.running("probe")).isFalse();
        }
    }

    private Enqueued enqueue(String queue, String group) {
        return jobs.queue().enqueue(JobRequest.of(queue, "type", group, new byte[0], 0));
    }

    private int waiting(String queue, String group) {
        return jobs.jobs().queued(queue, group, 10);
    }
}
