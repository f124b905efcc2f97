package dev.tollgate.ingress.websocket.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.ingress.websocket.WebSocketCounters;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What a connection counts, and its last error. */
final class Tally {
    private static final int MOST_WORDS = 300;

    final LongAdder received = new LongAdder();
    final LongAdder binary = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder unsent = new LongAdder();
    final LongAdder openings = new LongAdder();
    private volatile String lastError;

    void error(String text) {
        lastError = plain(text);
    }

    Optional<String> lastError() {
        return Optional.ofNullable(lastError);
    }

    /** @param sending handed over by the connection that is open */
    WebSocketCounters counters(long sending) {
        long opened = openings.sum();
        return new WebSocketCounters(received.sum(), binary.sum(), dropped.sum(), sent.sum() + sending, unsent.sum(), opened, Math.max(0, opened - 1));
    }

    static String plain(String text) {
        String cut = text.length() <= MOST_WORDS ? text : text.substring(0, MOST_WORDS) + "...";
        return PlainText.of(cut);
    }
}
