package dev.tollgate.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A request as it came in: nothing of it is decoded or normalised. */
@ProviderType
public interface HttpRequest {
    String method();

    /** The path within the web application, without the query. */
    String path();

    /** What is after the question mark; empty where there is none. */
    String query();

    /** Every value that a header was sent with, whatever the case of its name. */
    List<String> headers(String name);

    /** How many bytes the body is said to have; negative where nothing was said. */
    long length();

    /**
     * The body as it was sent.
     *
     * @throws BodyTooLargeException when reading it, once it is longer than the endpoint reads
     */
    InputStream body() throws IOException;
}
