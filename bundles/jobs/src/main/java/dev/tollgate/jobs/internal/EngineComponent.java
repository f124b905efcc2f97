package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobObserver;
import dev.tollgate.jobs.spi.JobStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the {@link Engine} for as long as there is a store, with the {@link JobHandler} services that come and go. */
@Component(service = {}, immediate = true, configurationPid = EngineSettings.PID)
@Designate(ocd = JobsConfiguration.class)
public final class EngineComponent {
    private static final Logger LOG = LoggerFactory.getLogger(EngineComponent.class);

    private final Doorbell bell;
    private final Handlers<ServiceReference<JobHandler>> handlers = new Handlers<>();
    private final JobObservers observers = new JobObservers();
    private final Engine engine;

    @Activate
    public EngineComponent(@Reference(name = EngineSettings.STORE, target = EngineSettings.OWN_STORE) JobStore store,
            @Reference Doorbell bell, @Reference ScheduleBell schedules, @Reference NodeName node,
            Map<String, Object> configuration) {
        this.bell = bell;
        this.engine = new Engine(node.value(), store, handlers, EngineSettings.from(configuration), new Random(),
                bell, schedules, observers);
        engine.start();
    }

    @Reference(name = "handler", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            updated = "changedHandler", unbind = "removeHandler")
    void addHandler(ServiceReference<JobHandler> reference, JobHandler handler) {
        try {
            handlers.add(reference, Serving.of(handler, properties(reference)));
            bell.ring();
        } catch (IllegalArgumentException wrong) {
            handlers.remove(reference);
            LOG.error("the job handler {} is not used: {}", reference, wrong.getMessage());
        }
    }

    void changedHandler(ServiceReference<JobHandler> reference, JobHandler handler) {
        addHandler(reference, handler);
    }

    void removeHandler(ServiceReference<JobHandler> reference) {
        handlers.remove(reference);
    }

    @Reference(service = JobObserver.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addObserver(JobObserver observer) {
        observers.add(observer);
    }

    void removeObserver(JobObserver observer) {
        observers.remove(observer);
    }

    @Deactivate
    void drain() {
        engine.close();
    }

    private static Map<String, Object> properties(ServiceReference<JobHandler> reference) {
        Map<String, Object> properties = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            properties.put(key, reference.getProperty(key));
        }
        return properties;
    }
}
