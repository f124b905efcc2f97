package dev.tollgate.bridge.internal;

import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.Schedules;
import dev.tollgate.lifecycle.PluginCalls;
import dev.tollgate.lifecycle.PluginListener;
import dev.tollgate.lifecycle.PluginWork;
import dev.tollgate.lifecycle.Plugins;

/**
 * The jobs and schedules of a node's plugins.
 *
 * @param work     drops them when their plugin is removed
 * @param follower declares schedules when it hears of plugins
 */
public record NodeWork(PluginWork work, PluginListener follower) {
    public static NodeWork of(Plugins plugins, PluginCalls calls, Schedules schedules, Jobs jobs, JobsAdmin admin) {
        // No plugin here discovers, so nothing is done later but what failed.
        ScheduleFollower follower = new ScheduleFollower(plugins, calls, schedules, jobs, (delay, task) -> { }, () -> { });
        return new NodeWork(new QueuedWork(jobs, admin, follower), follower);
    }
}
