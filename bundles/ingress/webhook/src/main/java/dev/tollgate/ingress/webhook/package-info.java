/**
 * Webhooks: requests of other systems that become events of service plugins. {@link dev.tollgate.ingress.webhook.Webhooks} answers them and
 * knows no servlet, so that a thin bundle for each kind of servlets, {@code jakarta} and {@code javax}, is all that stands between it and
 * an HTTP whiteboard. Each configuration {@code dev.tollgate.webhook~NAME} is one webhook, {@code dev.tollgate.webhooks} is what they share.
 */
@Export
@Version("1.0.0")
package dev.tollgate.ingress.webhook;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
