package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.testkit.internal.NodeByHand;

/** A node, and how it fares. */
final class SimulatedNode {
    final String name;
    final NodeByHand engine;
    final JobQueue queue;
    final JobsAdmin admin;
    final Weather weather;
    boolean paused;

    SimulatedNode(String name, NodeByHand engine, JobQueue queue, JobsAdmin admin, Weather weather) {
        this.name = name;
        this.engine = engine;
        this.queue = queue;
        this.admin = admin;
        this.weather = weather;
    }
}
