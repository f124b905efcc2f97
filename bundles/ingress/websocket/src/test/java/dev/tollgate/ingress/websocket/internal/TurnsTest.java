package dev.tollgate.ingress.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns(Runnable::run);
    private final List<String> done = new ArrayList<>();

    @Test
    void whatFailsInOneTurnWhateverItIsKeepsNoOtherFromItsTurn() {
        turns.execute(() -> {
            turns.execute(() -> done.add("what waited"));
            throw new NoClassDefFoundError("of a bundle that was refreshed");
        });
        turns.execute(() -> {
            throw new IllegalStateException("a mistake");
        });
        turns.execute(() -> done.add("the next"));
        assertThat(done).containsExactly("what waited", "the next");
    }
}
