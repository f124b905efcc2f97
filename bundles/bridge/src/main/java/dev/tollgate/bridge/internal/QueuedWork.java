package dev.tollgate.bridge.internal;

import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.lifecycle.PluginWork;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The jobs and schedules of a plugin that is being removed. Schedules go first: what they put into queues of single nodes before
 * is dropped after them, and those queues need not stay closed.
 */
@Component(service = PluginWork.class)
public final class QueuedWork implements PluginWork {
    private static final String OF_A_NODE = PluginQueue.QUEUE + "@";

    private final Jobs jobs;
    private final JobsAdmin admin;
    private final ScheduleFollower schedules;

    @Activate
    public QueuedWork(@Reference Jobs jobs, @Reference JobsAdmin admin, @Reference ScheduleFollower schedules) {
        this.jobs = jobs;
        this.admin = admin;
        this.schedules = schedules;
    }

    @Override
    public void open(String slug) {
        admin.open(PluginQueue.QUEUE, slug);
    }

    @Override
    public void close(String slug, String by) {
        admin.close(PluginQueue.QUEUE, slug, by);
        schedules.withdraw(slug);
        for (List<String> left = ofNodes(slug); !left.isEmpty(); left = ofNodes(slug)) {
            left.forEach(queue -> {
                admin.close(queue, slug, by);
                admin.open(queue, slug);
            });
        }
    }

    @Override
    public boolean running(String slug) {
        return queues(slug, JobState.RUNNING).anyMatch(queue -> queue.equals(PluginQueue.QUEUE) || queue.startsWith(OF_A_NODE));
    }

    private List<String> ofNodes(String slug) {
        return queues(slug, JobState.QUEUED).filter(queue -> queue.startsWith(OF_A_NODE)).distinct().toList();
    }

    private Stream<String> queues(String slug, JobState state) {
        return jobs.list(JobFilter.any(JobFilter.MOST).of(slug).in(state)).stream().map(JobView::queue);
    }
}
