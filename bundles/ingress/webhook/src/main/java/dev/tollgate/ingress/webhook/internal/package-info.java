/**
 * Webhooks: requests of other systems that become events of service plugins, answered at one endpoint of {@code dev.tollgate.web}. Each
 * configuration {@code dev.tollgate.webhook~NAME} is one webhook, {@code dev.tollgate.webhooks} is what they share.
 */
package dev.tollgate.ingress.webhook.internal;
