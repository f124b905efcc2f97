package dev.tollgate.ingress.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator changes how many seats there are while connections hold them. */
class SeatsTest {
    private final Seats seats = new Seats(1, 1);
    private final List<String> called = new ArrayList<>();

    @Test
    void moreSeatsAreForThoseWhoStandInLineAndFewerTakeNobodysAway() {
        Seats.Claim first = claim("a");
        assertThat(seats.take(first)).isTrue();
        assertThat(seats.take(claim("b"))).isFalse();
        assertThat(seats.take(claim("c"))).isFalse();
        seats.allow(3, 1);
        assertThat(called).containsExactly("b", "c");
        assertThat(seats.taken()).isEqualTo(3);
        seats.allow(1, 1);
        assertThat(seats.taken()).isEqualTo(3);
        seats.leave(first);
        assertThat(seats.take(claim("d"))).isFalse();
    }

    private Seats.Claim claim(String slug) {
        return new Seats.Claim(slug, () -> called.add(slug));
    }
}
