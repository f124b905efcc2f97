package dev.tollgate.itests.karaf;

import dev.tollgate.lifecycle.Hooks;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Two threads that call a plugin, which adds one to a number behind its gate {@code kv} each time, until they are ended. */
final class KvLoad {
    private static final byte INCREMENT = 3;
    private static final byte[] KEY = "calls".getBytes(StandardCharsets.UTF_8);

    private final Hooks hooks;
    private final String hook;
    private final AtomicLong calls = new AtomicLong();
    private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    KvLoad(Hooks hooks, String hook, int least) {
        this.hooks = hooks;
        this.hook = hook;
        for (int i = 0; i < 2; i++) {
            Thread thread = new Thread(() -> {
                while (!ended.get() || calls.get() < least) {
                    call();
                }
            }, "kv-load");
            thread.start();
            threads.add(thread);
        }
    }

    private void call() {
        try {
            ByteBuffer answer = increment(1);
            if (!answer.hasRemaining() || answer.getLong() <= 0) {
                unanswered.add(answer.hasRemaining() ? "answer " + answer.getLong(0) : "no answer");
            }
        } catch (RuntimeException failed) {
            unanswered.add(failed.toString());
        }
        calls.incrementAndGet();
    }

    private ByteBuffer increment(long by) {
        byte[] script = ByteBuffer.allocate(1 + Integer.BYTES + KEY.length + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN)
                .put(INCREMENT).putInt(KEY.length).put(KEY).putLong(by).array();
        return ByteBuffer.wrap(hooks.filter(hook, script).value()).order(ByteOrder.LITTLE_ENDIAN);
    }

    long calls() {
        return calls.get();
    }

    /** What is behind the gate. */
    long counted() {
        ByteBuffer answer = increment(0);
        return Long.parseLong(new String(answer.array(), Long.BYTES, (int) answer.getLong(), StandardCharsets.UTF_8));
    }

    void end() throws InterruptedException {
        ended.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    List<String> unanswered() {
        return List.copyOf(unanswered);
    }
}
