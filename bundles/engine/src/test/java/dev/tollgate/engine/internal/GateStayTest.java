package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How an invocation ends that a provider kept something for. */
class GateStayTest {
    private final List<String> ended = new ArrayList<>();

    private record First(Runnable closing) implements GateCall.Kept {
        @Override
        public void close() {
            closing.run();
        }
    }

    private record Second(Runnable closing) implements GateCall.Kept {
        @Override
        public void close() {
            closing.run();
        }
    }

    @Test
    void aProviderThatBreaksInClosingIsLeftAllTheSame() throws Exception {
        GateStay stay = new GateStay(new GateName("kv", 1), new Passage());
        stay.keep(new First(() -> ended.add("closed")));
        stay.keep(new Second(() -> {
            throw new AssertionError("a bug of the provider's");
        }));
        stay.end();
        assertThat(ended).containsExactly("closed", "left");
    }

    private final class Passage implements Gatekeeper.Passage {
        @Override
        public Capability provider() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object scope() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void admit() {
        }

        @Override
        public boolean abandoned() {
            return false;
        }

        @Override
        public void ended(Errno error, long nanos) {
        }

        @Override
        public void leave() {
            ended.add("left");
        }
    }
}
