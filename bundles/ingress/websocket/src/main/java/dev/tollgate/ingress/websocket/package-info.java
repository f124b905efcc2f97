/**
 * Connections to WebSocket servers that an operator named, each for one ingress of one service plugin. What a server sends becomes events;
 * the plugin answers with the command {@code websocket send}. {@link dev.tollgate.ingress.websocket.WebSockets} says how they are.
 */
@Export
@Version("1.0.0")
package dev.tollgate.ingress.websocket;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
