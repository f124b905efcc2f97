/**
 * The client's side of RFC 6455, without extensions. The JDK's own client reads the whole body of an answer that refuses the handshake
 * into memory, however long, and cannot close with 1009 (too big): a server could end the host with one answer.
 */
package dev.tollgate.ingress.websocket.internal.wire;
