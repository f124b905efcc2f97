/** Webhooks on the HTTP whiteboard of {@code javax.servlet}: one servlet, which hands everything to {@code Webhooks}. */
package dev.tollgate.ingress.webhook.javax.internal;
