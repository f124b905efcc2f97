package dev.tollgate.ingress.websocket.internal;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;

/**
 * What all connections have in common.
 *
 * @param random  used by many threads at a time
 * @param threads at most three of a connection at a time
 */
record Shared(Seats seats, Time time, RandomGenerator random, Executor threads, SSLSocketFactory tls) {
}
