package dev.tollgate.health.internal;

import dev.tollgate.limits.Refusals;
import dev.tollgate.web.HttpEndpoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the endpoints of health where the rules want them. Checks of others count as well, where they have the tag. */
@Component(service = {}, immediate = true)
public final class HealthEndpoints {
    private static final Logger LOG = LoggerFactory.getLogger(HealthEndpoints.class);
    private static final String LIVENESS = "liveness";
    private static final String READINESS = "readiness";
    private static final String OURS = "tollgate";

    private final HealthCheckExecutor executor;
    private final BundleContext context;
    private final Rules rules;
    private final Refusals unusable = new Refusals(HealthSettings.PID, LOG::error, Clock.systemUTC());
    private final List<ServiceRegistration<HttpEndpoint>> registered = new ArrayList<>();
    private HealthRules served;
    private boolean closed;

    @Activate
    public HealthEndpoints(@Reference HealthCheckExecutor executor, @Reference Rules rules, BundleContext context) {
        this.executor = executor;
        this.rules = rules;
        this.context = context;
        rules.listen(this::serve);
    }

    private synchronized void serve() {
        HealthRules wanted = rules.now();
        if (closed || served != null && served.path().equals(wanted.path()) && served.token().equals(wanted.token())) {
            return;
        }
        withdraw();
        served = wanted;
        register(new StatusEndpoint(wanted.path() + "/live", look(LIVENESS)));
        register(new StatusEndpoint(wanted.path() + "/ready", look(READINESS)));
        wanted.token().ifPresent(token -> register(new ReportEndpoint(wanted.path(), token, look(OURS, READINESS, LIVENESS), unusable)));
    }

    private void register(HttpEndpoint endpoint) {
        registered.add(context.registerService(HttpEndpoint.class, endpoint, null));
    }

    private Look look(String... tags) {
        Supplier<Verdict> checks = () -> new Verdict(executor.execute(HealthCheckSelector.tags(tags.clone()),
                new HealthCheckExecutionOptions().setCombineTagsWithOr(true)));
        return new Look(checks, System::nanoTime);
    }

    private void withdraw() {
        registered.forEach(ServiceRegistration::unregister);
        registered.clear();
    }

    @Deactivate
    synchronized void close() {
        closed = true;
        withdraw();
        unusable.close();
    }
}
