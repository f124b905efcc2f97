package dev.tollgate.capability.kv.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.util.Optional;

/** What a change answers a guest with: text, or why it was not done. */
record Answer(String text, Optional<GateException> refusal) {
    static final Answer DONE = new Answer("", Optional.empty());

    static Answer of(String text) {
        return new Answer(text, Optional.empty());
    }

    static Answer refused(Errno errno, String why) {
        return new Answer("", Optional.of(new GateException(errno, why)));
    }

    String orThrow() throws GateException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return text;
    }
}
