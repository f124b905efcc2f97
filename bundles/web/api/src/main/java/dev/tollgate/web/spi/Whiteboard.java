package dev.tollgate.web.spi;

import dev.tollgate.web.HttpEndpoint;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a servlet onto the HTTP whiteboard for each endpoint. The names of the properties are those of the specification of the whiteboard,
 * which are the same for both kinds of servlets.
 *
 * @param <S> a servlet
 */
public final class Whiteboard<S> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Whiteboard.class);
    private static final String PATTERN = "osgi.http.whiteboard.servlet.pattern";
    private static final String NAME = "osgi.http.whiteboard.servlet.name";

    private final BundleContext context;
    private final Class<S> type;
    private final Function<Exchange, ? extends S> servlet;
    private final Map<HttpEndpoint, ServiceRegistration<S>> registered = new ConcurrentHashMap<>();

    /** @param servlet that answers as the exchange does */
    public Whiteboard(BundleContext context, Class<S> type, Function<Exchange, ? extends S> servlet) {
        this.context = context;
        this.type = type;
        this.servlet = servlet;
    }

    /** An endpoint that is none is logged, and not served. */
    public void add(HttpEndpoint endpoint) {
        try {
            Exchange exchange = new Exchange(endpoint);
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(PATTERN, exchange.pattern());
            properties.put(NAME, "tollgate " + exchange.pattern());
            registered.put(endpoint, context.registerService(type, servlet.apply(exchange), properties));
        } catch (RuntimeException wrong) {
            LOG.error("an endpoint of {} is not served: {}", endpoint.getClass().getName(), wrong.toString());
        }
    }

    public void remove(HttpEndpoint endpoint) {
        ServiceRegistration<S> gone = registered.remove(endpoint);
        if (gone != null) {
            gone.unregister();
        }
    }

    @Override
    public void close() {
        registered.keySet().forEach(this::remove);
    }
}
