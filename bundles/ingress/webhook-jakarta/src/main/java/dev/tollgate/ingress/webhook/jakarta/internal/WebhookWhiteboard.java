package dev.tollgate.ingress.webhook.jakarta.internal;

import dev.tollgate.ingress.webhook.Webhooks;
import jakarta.servlet.Servlet;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.service.servlet.whiteboard.annotations.RequireHttpWhiteboard;

/** Puts the servlet onto the whiteboard, at the prefix that is configured. */
@Component(service = {}, immediate = true)
@RequireHttpWhiteboard
public final class WebhookWhiteboard {
    private final ServiceRegistration<Servlet> servlet;

    @Activate
    public WebhookWhiteboard(@Reference Webhooks webhooks, BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, webhooks.prefix() + "/*");
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME, "tollgate webhooks");
        this.servlet = context.registerService(Servlet.class, new WebhookServlet(webhooks), properties);
    }

    @Deactivate
    void close() {
        servlet.unregister();
    }
}
