package dev.tollgate.ingress.websocket.internal;

import dev.tollgate.ingress.websocket.WebSocketView;
import dev.tollgate.ingress.websocket.WebSockets;
import dev.tollgate.lifecycle.ingress.Ingress;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** The connections that are configured, and what they share. Knows nothing of ingress, so that ingress may need it. */
@Component(service = {WebSockets.class, Connections.class}, configurationPid = LimitSettings.PID)
@Designate(ocd = LimitSettings.class)
public final class Connections implements WebSockets {
    private static final long GOODBYE_SECONDS = 2;
    private static final int MOST = 10_000;

    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    /** Those that were removed and are still saying goodbye. */
    private final Set<Connection> going = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private final Shared shared;
    private final Runnable end;

    @Activate
    public Connections(LimitSettings settings) {
        this(seats(settings), new WallTime(), Executors.newCachedThreadPool(new DaemonThreads("websocket")),
                (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private Connections(Seats seats, WallTime time, ExecutorService threads, SSLSocketFactory tls) {
        this(new Shared(seats, time, new SecureRandom(), threads, tls), threads, time::close);
    }

    private Connections(Shared shared, ExecutorService threads, Runnable end) {
        this.shared = shared;
        this.threads = threads;
        this.end = end;
    }

    /** @param threads ended with it */
    static Connections of(Shared shared, ExecutorService threads) {
        return new Connections(shared, threads, () -> { });
    }

    /** Connections that are there stay. */
    @Modified
    void configure(LimitSettings settings) {
        shared.seats().allow(in("connections.most", settings.connections_most()), in("plugin.most", settings.plugin_most()));
    }

    /** @throws IllegalArgumentException naming the setting */
    static Seats seats(LimitSettings settings) {
        return new Seats(in("connections.most", settings.connections_most()), in("plugin.most", settings.plugin_most()));
    }

    Connection add(Terms terms, Ingress ingress, BooleanSupplier running) {
        Connection connection = new Connection(terms, shared, ingress, running);
        if (connections.putIfAbsent(terms.name(), connection) != null) {
            throw new IllegalArgumentException(connection + " is there already");
        }
        connection.start();
        return connection;
    }

    /** Returns when no event of it is offered any more. */
    void remove(Connection connection) {
        if (connections.remove(connection.terms().name(), connection)) {
            going.add(connection);
            connection.gone().thenRun(() -> going.remove(connection));
            await(connection.stop().toCompletableFuture());
        }
    }

    Optional<Connection> find(String name) {
        return Optional.ofNullable(connections.get(name));
    }

    @Override
    public Optional<WebSocketView> get(String name) {
        return find(name).map(Connection::view);
    }

    @Override
    public List<WebSocketView> list() {
        return connections.values().stream().map(Connection::view).sorted(Comparator.comparing(WebSocketView::name)).toList();
    }

    /** Servers get a moment to answer the goodbye. */
    @Deactivate
    void close() {
        List.copyOf(connections.values()).forEach(this::remove);
        List<Connection> last = List.copyOf(going);
        CompletableFuture<Void> gone = CompletableFuture.allOf(last.stream().map(one -> one.gone().toCompletableFuture()).toArray(CompletableFuture[]::new));
        if (!await(gone)) {
            last.forEach(Connection::abort);
            // their last turns need the threads
            await(gone);
        }
        threads.shutdown();
        end.run();
    }

    private static boolean await(CompletableFuture<?> done) {
        try {
            done.get(GOODBYE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException late) {
            return false;
        }
    }

    private static int in(String key, int value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException(LimitSettings.PID + ": " + key + " is " + value + ", allowed is 1 to " + MOST);
        }
        return value;
    }
}
