package dev.tollgate.ingress.websocket.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.ingress.websocket.WebSocketState;
import dev.tollgate.ingress.websocket.WebSocketView;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocketFactory;

/** Connections to a server of the test's, on a clock that it turns. */
final class Bed implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String SLUG = "listener";

    final HandTime time = new HandTime();
    final FakeIngress ingress = new FakeIngress();
    final RawServer server = new RawServer();
    final ExecutorService threads = Executors.newCachedThreadPool(new DaemonThreads("websocket-test"));
    final Seats seats;
    final Connections connections;
    final SendCommand command;
    volatile boolean running = true;

    Bed() throws IOException {
        this(new Seats(100, 10), (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    Bed(Seats seats, SSLSocketFactory tls) throws IOException {
        this.seats = seats;
        this.connections = Connections.of(new Shared(seats, time, new Random(7), threads, tls), threads);
        this.command = new SendCommand(connections);
    }

    Connection connect(String name) {
        return connect(name, Map.of());
    }

    Connection connect(String name, Map<String, Object> settings) {
        Map<String, Object> values = new HashMap<>(Map.of("uri", server.uri(), "slug", SLUG, "ingress", "feed", "connect_ms", 600_000, "idle_ms", 3_600_000,
                "ping_ms", 3_000_000));
        values.putAll(settings);
        return connections.add(terms(name, values), ingress, () -> running);
    }

    /** Connected, with the event of it taken away. */
    RawServer.Peer open(String name, Map<String, Object> settings) throws IOException, InterruptedException {
        connect(name, settings);
        RawServer.Peer peer = server.open();
        ingress.next("open");
        return peer;
    }

    RawServer.Peer open(String name) throws IOException, InterruptedException {
        return open(name, Map.of());
    }

    static Terms terms(String name, Map<String, Object> values) {
        return Terms.of(ConnectionSettings.PID + "~" + name, settings(ConnectionSettings.class, values));
    }

    /** The annotation as the component runtime would make it. */
    static <T> T settings(Class<T> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    WebSocketView view(String name) {
        return connections.get(name).orElseThrow();
    }

    WebSocketView await(String name, WebSocketState state) {
        await(name + " to be " + state, () -> view(name).state() == state);
        return view(name);
    }

    /** Lets the pause before the next attempt pass; answers how long it was. */
    Duration tryAgain(String name) {
        await(name + " to be between attempts", () -> view(name).until().isPresent());
        Duration pause = Duration.between(time.now(), view(name).until().orElseThrow());
        time.turn(pause);
        return pause;
    }

    /** Turns the clock by steps, for what is only then scheduled. */
    void turnUntil(String what, Duration step, BooleanSupplier done) {
        await(what, () -> {
            time.turn(step);
            return done.getAsBoolean();
        });
    }

    static void await(String what, BooleanSupplier done) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    static PluginId plugin(String slug) {
        return new PluginId(slug, "1.0.0", Digest.of(new byte[0]));
    }

    static JsonNode send(String connection, String text) {
        return JsonNodeFactory.instance.objectNode().put("command", SendCommand.NAME).put("connection", connection).put("text", text);
    }

    @Override
    public void close() throws IOException {
        server.close();
        connections.close();
    }
}
