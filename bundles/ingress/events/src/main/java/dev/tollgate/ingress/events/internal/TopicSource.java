package dev.tollgate.ingress.events.internal;

import dev.tollgate.configuration.RefusedConfigurationException;
import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.limits.Refusals;
import java.time.Clock;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One way from EventAdmin to a service plugin; registers its handler itself, because the topics are checked first. */
@Component(service = {}, immediate = true, configurationPid = TopicSettings.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TopicSettings.class, factory = true)
public final class TopicSource {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSource.class);

    private final Refusals refusals;
    private final Offers offers;
    private final ServiceRegistration<EventHandler> handler;

    @Activate
    public TopicSource(@Reference Ingress ingress, BundleContext context, TopicSettings settings, Map<String, Object> properties) {
        RefusedConfigurationException.throwIfRefused(properties);
        TopicRoute route = TopicRoute.of(String.valueOf(properties.get(Constants.SERVICE_PID)), settings);
        this.refusals = new Refusals(route.source(), LOG::warn, Clock.systemUTC());
        this.offers = new Offers(route.source(), route.waiting(), refusals);
        this.handler = context.registerService(EventHandler.class,
                new TopicHandler(route, ingress, offers, refusals, Clock.systemUTC()), registration(route));
        LOG.info("{}: events of {} go to {}/{}", route.source(), route.topics(), route.slug(), route.ingress());
    }

    private static Dictionary<String, Object> registration(TopicRoute route) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(EventConstants.EVENT_TOPIC, route.topics().toArray(String[]::new));
        route.filter().ifPresent(filter -> properties.put(EventConstants.EVENT_FILTER, filter));
        return properties;
    }

    @Deactivate
    void close() {
        handler.unregister();
        offers.close();
        refusals.close();
    }
}
