package dev.tollgate.ingress.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A request as it came in. */
@ConsumerType
public interface WebhookRequest {
    String method();

    /** The path of the web application, as it was sent: not decoded and not normalised, because no webhook has a path that needs it. */
    String path();

    /** Every value that a header was sent with, whatever the case of its name. */
    List<String> headers(String name);

    /** How many bytes the body is said to have; negative where nothing was said. */
    long length();

    /** The body as it was sent. */
    InputStream body() throws IOException;
}
