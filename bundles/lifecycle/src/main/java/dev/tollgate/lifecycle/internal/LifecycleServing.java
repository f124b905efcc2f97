package dev.tollgate.lifecycle.internal;

import dev.tollgate.jobs.JobHandler;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Offers the tasks' handler to the job engine, for the queue of this catalogue, whose name is not known before. */
@Component(service = LifecycleServing.class, immediate = true)
public final class LifecycleServing {
    private final ServiceRegistration<JobHandler> registration;

    @Activate
    public LifecycleServing(BundleContext context, @Reference LifecycleTasks tasks, @Reference LifecycleQueue queue) {
        this.registration = context.registerService(JobHandler.class, tasks,
                FrameworkUtil.asDictionary(Map.of(JobHandler.QUEUE, queue.name())));
    }

    @Deactivate
    void close() {
        registration.unregister();
    }
}
