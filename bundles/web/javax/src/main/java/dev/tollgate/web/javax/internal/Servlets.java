package dev.tollgate.web.javax.internal;

import dev.tollgate.web.HttpEndpoint;
import dev.tollgate.web.spi.Whiteboard;
import javax.servlet.Servlet;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.http.whiteboard.annotations.RequireHttpWhiteboard;

/** Serves each endpoint while it is there. */
@Component(service = {}, immediate = true)
@RequireHttpWhiteboard
public final class Servlets {
    private final Whiteboard<Servlet> whiteboard;

    @Activate
    public Servlets(BundleContext context) {
        this.whiteboard = new Whiteboard<>(context, Servlet.class, EndpointServlet::new);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(HttpEndpoint endpoint) {
        whiteboard.add(endpoint);
    }

    void unbind(HttpEndpoint endpoint) {
        whiteboard.remove(endpoint);
    }

    @Deactivate
    void close() {
        whiteboard.close();
    }
}
