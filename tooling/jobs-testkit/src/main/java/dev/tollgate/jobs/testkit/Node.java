package dev.tollgate.jobs.testkit;

import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.JobsRegistrar;
import dev.tollgate.jobs.Schedules;
import dev.tollgate.jobs.internal.Serving;
import dev.tollgate.jobs.internal.StoredJobs;
import dev.tollgate.jobs.internal.StoredJobsAdmin;
import dev.tollgate.jobs.internal.StoredQueue;
import dev.tollgate.jobs.testkit.internal.NodeByHand;
import java.util.Map;

/** One server of those that share the store. It is always up until it is paused, crashed or stopped. */
public final class Node {
    private final String name;
    private final HandDrivenJobs all;
    private final NodeByHand engine;
    private final JobQueue queue;
    private final Jobs jobs;
    private final JobsAdmin admin;
    private boolean paused;

    Node(String name, HandDrivenJobs all, NodeByHand engine) {
        this.name = name;
        this.all = all;
        this.engine = engine;
        this.queue = new StoredQueue(all.store(), engine.bell(), all.random());
        this.jobs = StoredJobs.of(all.store(), all.scheduleStore(), all.reckoner(), name);
        this.admin = new StoredJobsAdmin(all.store(), all.scheduleStore(), all.reckoner(), name, all.random(), engine.bell(),
                engine.scheduleBell());
    }

    /** As it stands in the run log. */
    public String name() {
        return name;
    }

    public JobQueue queue() {
        return queue;
    }

    public Jobs jobs() {
        return jobs;
    }

    public JobsAdmin admin() {
        return admin;
    }

    /** Declares schedules whose jobs a {@link #handle handler} runs. */
    public Schedules schedules() {
        return engine.schedules();
    }

    /**
     * Declares the jobs of a registrar and runs them here, as if a bundle of this name had registered it as a service. Again, it is
     * asked again.
     *
     * @throws IllegalArgumentException when one of them cannot be taken; the server logs it instead, and takes the others
     */
    public void register(String bundle, JobsRegistrar registrar) {
        Map<String, String> wrong = engine.register(bundle, registrar);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("jobs of " + bundle + " are not taken: " + wrong);
        }
    }

    /** Runs the jobs of this queue here from now on, two of a group at a time. */
    public void handle(String name, JobHandler handler) {
        handle(name, Serving.DEFAULT_PER_GROUP, handler);
    }

    /** @param perGroup how many jobs of one group may run at a time here */
    public void handle(String name, int perGroup, JobHandler handler) {
        engine.serve(new Serving(name, handler, perGroup));
    }

    /** Stops it in the middle of whatever it does, as a long pause of its process would: time goes on, leases end. */
    public void pause() {
        paused = true;
    }

    /** Goes on where it was paused. */
    public void resume() {
        paused = false;
    }

    /** Ends it as {@code kill -9} does. What it held is nobody's until the leases end. */
    public void crash() {
        engine.crash();
        all.remove(this);
    }

    /** Ends it as an operator does: what runs may end within the drain bound, while the clock turns; the rest is given back. */
    public void stop() {
        engine.beginStop();
        all.drain(this);
        engine.endStop();
        all.remove(this);
    }

    NodeByHand engine() {
        return engine;
    }

    boolean paused() {
        return paused;
    }
}
