/**
 * Events of EventAdmin, for service plugins: each configuration {@code dev.tollgate.topics~NAME} says which topics go to which ingress.
 * {@link dev.tollgate.ingress.events.internal.EventJson} says what of an event a plugin gets to see.
 */
package dev.tollgate.ingress.events.internal;
