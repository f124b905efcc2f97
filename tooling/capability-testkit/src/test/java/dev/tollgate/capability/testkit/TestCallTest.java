package dev.tollgate.capability.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestCallTest {
    private record Rooms(int most) implements Scope<Rooms> {
        @Override
        public boolean covers(Rooms narrower) {
            return narrower.most <= most;
        }
    }

    private class Door implements GateCall.Kept {
        @Override
        public void close() {
            closed.add("door");
        }
    }

    private class Window implements GateCall.Kept {
        @Override
        public void close() {
            closed.add("window");
        }
    }

    private final class Stuck extends Window {
        @Override
        public void close() {
            super.close();
            throw new IllegalStateException("stuck");
        }
    }

    private final List<String> closed = new ArrayList<>();
    private final TestCall call = new TestCall();

    @Test
    void itIsSomePluginsCallThroughAGateThatIsWhollyOpen() {
        assertThat(call.plugin().toString()).startsWith("test-plugin 1.0.0 (");
        assertThat(call.handler()).isEqualTo("on_test");
        assertThat(call.requestId()).as("in the host's form").matches("[0-9a-f]{16}");
        assertThat(call.scope(Scope.Whole.class)).isNotNull();
        assertThat(call.remaining()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void everythingAboutItCanBeSaid() {
        PluginId plugin = new PluginId("image-tools", "2.0.0", Digest.of(new byte[0]));
        call.withPlugin(plugin).withHandler("on_saved").withRequestId("7").withScope(new Rooms(3)).withRemaining(Duration.ZERO);

        assertThat(call.plugin()).isEqualTo(plugin);
        assertThat(call.handler()).isEqualTo("on_saved");
        assertThat(call.requestId()).isEqualTo("7");
        assertThat(call.scope(Rooms.class).most()).isEqualTo(3);
        assertThat(call.remaining()).isZero();
    }

    @Test
    void versionsOfAPluginHaveDigestsOfTheirOwn() {
        PluginId one = call.withPlugin("image-tools", "1.0.0").plugin();

        assertThat(call.withPlugin("image-tools", "1.0.0").plugin()).isEqualTo(one);
        assertThat(call.withPlugin("image-tools", "1.0.1").plugin().digest()).isNotEqualTo(one.digest());
    }

    @Test
    void aScopeOfAnotherTypeIsNotGivenOut() {
        assertThatThrownBy(() -> call.scope(Rooms.class)).isInstanceOf(ClassCastException.class)
                .hasMessageContaining("Whole").hasMessageContaining("Rooms");
    }

    @Test
    void whatIsLeftOfADeadlineShrinksWithTheClockAndIsNeverLessThanNothing() {
        Instant now = Instant.EPOCH;
        for (int second = 0; second < 4; second++) {
            call.withDeadline(now.plusSeconds(2), Clock.fixed(now.plusSeconds(second), ZoneOffset.UTC));
            assertThat(call.remaining()).isEqualTo(Duration.ofSeconds(Math.max(0, 2 - second)));
        }
        assertThatThrownBy(() -> call.withRemaining(Duration.ofMillis(-1))).hasMessageContaining("0 or more");
    }

    @Test
    void countersBeginWithZeroAndBelongToTheInvocation() {
        assertThat(call.count("rows", 2)).isEqualTo(2);
        assertThat(call.count("rows", 3)).isEqualTo(5);
        assertThat(call.count("bytes", 0)).isZero();
        assertThat(new TestCall().count("rows", 0)).isZero();
        assertThatThrownBy(() -> call.count("rows", Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void whatIsKeptIsOpenedOnceAndClosedAtTheEndTheLastFirst() throws GateException {
        Door door = call.keep(Door.class, Door::new);
        call.keep(Window.class, Window::new);
        assertThat(call.keep(Door.class, Door::new)).isSameAs(door);
        assertThat(call.keepsSomething()).isTrue();

        call.end();
        call.end();

        assertThat(closed).containsExactly("window", "door");
        assertThat(call.keepsSomething()).isFalse();
    }

    @Test
    void whatCouldNotBeOpenedIsNotKept() {
        assertThatThrownBy(() -> call.keep(Door.class, () -> {
            throw new GateException(Errno.EBUSY, "no room");
        })).isInstanceOf(GateException.class);

        assertThat(call.keepsSomething()).isFalse();
    }

    @Test
    void aFailureToCloseIsSeenOnceEverythingElseIsClosed() throws GateException {
        call.keep(Door.class, Door::new);
        call.keep(Stuck.class, Stuck::new);

        assertThatThrownBy(call::close).isInstanceOf(IllegalStateException.class).hasMessage("stuck");
        assertThat(closed).containsExactly("window", "door");
    }

    @Test
    void whoIsCalledAfterTheEndFindsTheCountersAndNothingKept() throws GateException {
        call.count("rows", 2);
        Door door = call.keep(Door.class, Door::new);
        call.end();

        assertThat(call.count("rows", 0)).isEqualTo(2);
        assertThat(call.keep(Door.class, Door::new)).isNotSameAs(door);
    }
}
