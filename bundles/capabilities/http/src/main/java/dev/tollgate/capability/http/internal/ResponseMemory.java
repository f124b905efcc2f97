package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the bodies that are being read take of the heap, all plugins together; one plugin has half of it at most. */
final class ResponseMemory {
    private final long most;
    private final AtomicLong total = new AtomicLong();
    private final Map<String, Long> byPlugin = new ConcurrentHashMap<>();

    ResponseMemory(long most) {
        this.most = most;
    }

    /** @throws GateException EUNAVAILABLE when there is not so much at the moment */
    void take(String plugin, long bytes) throws GateException {
        long its = byPlugin.merge(plugin, bytes, Long::sum);
        if (total.addAndGet(bytes) > most || its > most / 2) {
            give(plugin, bytes);
            throw new GateException(Errno.EUNAVAILABLE, "too many large responses are being read at the moment; try again later");
        }
    }

    void give(String plugin, long bytes) {
        total.addAndGet(-bytes);
        byPlugin.computeIfPresent(plugin, (key, its) -> its == bytes ? null : its - bytes);
    }

    long taken() {
        return total.get();
    }
}
