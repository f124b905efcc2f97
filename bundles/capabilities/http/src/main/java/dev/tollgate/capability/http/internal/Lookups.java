package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Name look-ups that end with a deadline. A look-up that nobody waits for any longer goes on, since nothing can stop it; so their
 * number is bounded, and a plugin whose name server never answers has a share of it and not all.
 */
final class Lookups implements AutoCloseable {
    static final int MOST = 16;
    static final int MOST_PER_PLUGIN = 4;
    private static final int IDLE_SECONDS = 10;

    private final Resolver resolver;
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
            new DaemonThreads("tollgate-http-lookup"));

    Lookups(Resolver resolver) {
        this.resolver = resolver;
    }

    /** The addresses of a host; those of an address are itself. */
    List<InetAddress> resolve(String plugin, HostName host, Deadline deadline) throws GateException {
        if (host.literal() != null) {
            return List.of(host.literal());
        }
        CompletableFuture<List<InetAddress>> found = start(plugin, host.text());
        try {
            return found.get(Math.max(0, deadline.left().toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw Deadline.timeout();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Deadline.timeout();
        } catch (ExecutionException failed) {
            throw new GateException(Errno.EUNAVAILABLE, "the host's name has no address");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private CompletableFuture<List<InetAddress>> start(String plugin, String name) throws GateException {
        if (underWay.merge(plugin, 1, Integer::sum) > MOST_PER_PLUGIN) {
            ended(plugin);
            throw busy();
        }
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    found.complete(List.copyOf(resolver.resolve(name)));
                } catch (UnknownHostException | RuntimeException failed) {
                    found.completeExceptionally(failed);
                } finally {
                    ended(plugin);
                }
            });
        } catch (RejectedExecutionException full) {
            ended(plugin);
            throw busy();
        }
        return found;
    }

    private void ended(String plugin) {
        underWay.computeIfPresent(plugin, (key, count) -> count == 1 ? null : count - 1);
    }

    private static GateException busy() {
        return new GateException(Errno.EUNAVAILABLE, "too many look-ups of names are without an answer; try again later");
    }
}
