package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.lifecycle.PluginWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The durable events of a plugin go when it does. */
@Component(service = PluginWork.class)
public final class StoredEventWork implements PluginWork {
    private final Jobs jobs;
    private final JobsAdmin admin;
    private final String queue;

    @Activate
    public StoredEventWork(@Reference Jobs jobs, @Reference JobsAdmin admin, @Reference StoredEvents events) {
        this.jobs = jobs;
        this.admin = admin;
        this.queue = events.queue();
    }

    @Override
    public void open(String slug) {
        admin.open(queue, StoredEvents.group(slug));
    }

    @Override
    public void close(String slug, String by) {
        admin.close(queue, StoredEvents.group(slug), by);
    }

    @Override
    public boolean running(String slug) {
        return !jobs.list(JobFilter.any(1).queued(queue).of(StoredEvents.group(slug)).in(JobState.RUNNING)).isEmpty();
    }
}
