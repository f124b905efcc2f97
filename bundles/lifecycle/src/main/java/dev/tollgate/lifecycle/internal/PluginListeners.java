package dev.tollgate.lifecycle.internal;

import dev.tollgate.lifecycle.PluginListener;
import dev.tollgate.lifecycle.Plugins;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Lets listeners in as they come. A listener needs the plugins, as a rule, so the plugins are there first and need no
 * listener; what they tell goes by way of {@link PluginNews}.
 */
@Component(service = {}, immediate = true)
public final class PluginListeners {
    private final PluginNews news;
    private final Plugins plugins;

    @Activate
    public PluginListeners(@Reference PluginNews news, @Reference Plugins plugins) {
        this.news = news;
        this.plugins = plugins;
    }

    @Reference(service = PluginListener.class, policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    void add(PluginListener listener) {
        news.add(listener, plugins);
    }

    void remove(PluginListener listener) {
        news.remove(listener);
    }
}
