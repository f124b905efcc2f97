/** Webhooks on the HTTP whiteboard of {@code jakarta.servlet}: one servlet, which hands everything to {@code Webhooks}. */
package dev.tollgate.ingress.webhook.jakarta.internal;
