/**
 * What the host answers over HTTP. A service of {@link dev.tollgate.web.HttpEndpoint} is served at its path as soon as there is an HTTP
 * service, and knows no servlet: one of two thin bundles, {@code web-jakarta} or {@code web-javax}, puts it onto the HTTP whiteboard. A server
 * without an HTTP service, or without either bundle, opens no port and serves nothing.
 *
 * <p>An endpoint that is not for everybody asks for a {@link dev.tollgate.web.BearerToken}.
 */
@Export
@Version("1.0.0")
package dev.tollgate.web;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
