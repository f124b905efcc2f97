package dev.tollgate.limits;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** At most so many holders per key at a time. */
public final class Slots {
    private final int perKey;
    private final Map<String, Integer> held = new ConcurrentHashMap<>();

    public Slots(int perKey) {
        if (perKey < 1) {
            throw new IllegalArgumentException("there is at least 1 slot per key, not " + perKey);
        }
        this.perKey = perKey;
    }

    /** A slot that is held until it is closed, once. */
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    /** A slot of this key, or nothing when all are held. Never waits. */
    public Optional<Slot> tryTake(String key) {
        boolean[] taken = new boolean[1];
        held.compute(key, (k, count) -> {
            int now = count == null ? 0 : count;
            taken[0] = now < perKey;
            return taken[0] ? Integer.valueOf(now + 1) : count;
        });
        return taken[0] ? Optional.of(() -> held.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1))
                : Optional.empty();
    }

    public int held(String key) {
        return held.getOrDefault(key, 0);
    }
}
