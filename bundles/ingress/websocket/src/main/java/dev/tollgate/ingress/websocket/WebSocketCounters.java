package dev.tollgate.ingress.websocket;

/**
 * What went through a connection since it was configured or this node started.
 *
 * @param received   texts from the server that were of good size
 * @param binary     messages that were no text, and were ignored
 * @param dropped    events, of whatever kind, that its service did not take
 * @param sent       texts to the server
 * @param unsent     texts that the plugin was promised would be sent, and that the lost connection took along
 * @param openings   how often it was open
 * @param reconnects openings after the first
 */
public record WebSocketCounters(long received, long binary, long dropped, long sent, long unsent, long openings, long reconnects) {
}
