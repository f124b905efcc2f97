package dev.tollgate.metrics.internal;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** All metrics of this node. It needs nobody, so that calls are counted whatever else is there. */
@Component(service = Registry.class, configurationPid = MetricsSettings.PID)
@Designate(ocd = MetricsSettings.class)
public final class Registry {
    private final PrometheusRegistry metrics = new PrometheusRegistry();
    private final CallFamilies calls = new CallFamilies(metrics);
    private final List<Consumer<Set<String>>> followers = new CopyOnWriteArrayList<>();
    private final PluginLabels labels;
    private final Access access;

    @Activate
    public Registry(MetricsSettings settings) {
        labels = new PluginLabels(settings.plugins_most());
        access = Access.of(settings);
    }

    PrometheusRegistry metrics() {
        return metrics;
    }

    CallFamilies calls() {
        return calls;
    }

    PluginLabels labels() {
        return labels;
    }

    Access access() {
        return access;
    }

    /** @return what ends it */
    Runnable whenPluginsGo(Consumer<Set<String>> follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /** Drops what there is of all other plugins. */
    void retain(Set<String> installed) {
        labels.retain(installed);
        followers.forEach(follower -> follower.accept(installed));
        calls.retain(installed);
    }
}
