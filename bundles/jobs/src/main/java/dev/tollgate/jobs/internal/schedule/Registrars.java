package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobsRegistrar;
import dev.tollgate.jobs.Schedules;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The whiteboard of {@link JobsRegistrar} services. They are asked on a thread of its own: a registrar that takes its time, or
 * a store that is away, holds up nobody's start.
 */
@Component(service = Registrars.class, immediate = true)
public final class Registrars {
    private static final int RETRY_SECONDS = 5;

    private final BundleContext context;
    private final JavaJobs<ServiceReference<JobsRegistrar>> jobs;
    private final Set<ServiceReference<JobsRegistrar>> bound = ConcurrentHashMap.newKeySet();
    private final BundleListener listener = this::changed;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "tollgate-job-registrars");
        made.setDaemon(true);
        return made;
    });

    @Activate
    public Registrars(BundleContext context, @Reference Schedules schedules, @Reference ChosenSchedules chosen) {
        this.context = context;
        this.jobs = new JavaJobs<>(schedules, chosen.store(), this::serve);
        context.addBundleListener(listener);
        thread.scheduleWithFixedDelay(jobs::settle, RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
    }

    @Reference(name = "registrar", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            updated = "changedRegistrar", unbind = "removeRegistrar")
    void addRegistrar(ServiceReference<JobsRegistrar> reference, JobsRegistrar registrar) {
        bound.add(reference);
        String owner = reference.getBundle().getSymbolicName();
        thread.execute(() -> {
            jobs.put(reference, owner, registrar);
            if (!bound.contains(reference)) {
                jobs.remove(reference, owner);
            }
            jobs.settle();
        });
    }

    void changedRegistrar(ServiceReference<JobsRegistrar> reference, JobsRegistrar registrar) {
        addRegistrar(reference, registrar);
    }

    void removeRegistrar(ServiceReference<JobsRegistrar> reference) {
        bound.remove(reference);
        jobs.remove(reference, reference.getBundle().getSymbolicName());
    }

    @Deactivate
    void close() {
        context.removeBundleListener(listener);
        thread.shutdownNow();
    }

    /** Whether the job of this schedule, if it is a bundle's, can run here. */
    boolean handles(StoredSchedule schedule) {
        return jobs.handles(schedule);
    }

    private Runnable serve(String queue, JobHandler handler) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(JobHandler.QUEUE, queue);
        // How many of each job run at a time is its contract's affair, and the number of threads the node's.
        properties.put(JobHandler.PER_GROUP, JobContract.MOST_CONCURRENT);
        ServiceRegistration<JobHandler> registration = context.registerService(JobHandler.class, handler, properties);
        return registration::unregister;
    }

    /** Of one name there may be several versions; the last one to go takes the jobs along. */
    private void changed(BundleEvent event) {
        String name = event.getBundle().getSymbolicName();
        if (event.getType() == BundleEvent.UNINSTALLED && name != null
                && Arrays.stream(context.getBundles()).noneMatch(bundle -> name.equals(bundle.getSymbolicName()))) {
            jobs.uninstalled(name);
            thread.execute(jobs::settle);
        }
    }
}
