/** The component behind each configured connection, and what all of them share. */
package dev.tollgate.ingress.websocket.internal;
