package dev.tollgate.lifecycle.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.lifecycle.HostEvent;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderWatchTest {
    @Gate(name = "orders")
    public interface OrdersGate {
        @GateFunction("count")
        String count(GateCall call);
    }

    static final class Orders implements Capability, OrdersGate {
        @Override
        public String count(GateCall call) {
            return "0";
        }
    }

    private final TestGates gates = new TestGates(Duration.ZERO);
    private final EventObservers observers = new EventObservers();
    private final List<String> told = new ArrayList<>();
    private final ProviderWatch watch = new ProviderWatch(gates.gates, observers, Clock.systemUTC());

    ProviderWatchTest() {
        observers.add(event -> {
            HostEvent.GateMoved moved = (HostEvent.GateMoved) event;
            told.add(moved.gate() + " " + moved.provider().orElse("nobody"));
        });
        gates.gates.onChange(watch::look);
    }

    @Test
    void aGateIsToldWhenItComesAndWhenItGoes() {
        Orders orders = new Orders();
        gates.add(orders, "com.example.orders", 0);
        watch.look();
        gates.remove(orders);
        assertThat(told).containsExactly("tollgate:orders@1 com.example.orders", "tollgate:orders@1 nobody");
    }

    @Test
    void aBetterProviderIsToldAndOneThatWaitsBehindItIsNot() {
        Orders first = new Orders();
        Orders better = new Orders();
        gates.add(first, "com.example.orders", 0);
        gates.add(better, "com.example.orders", 10);
        gates.add(new Orders(), "com.example.orders", 5);
        gates.remove(first);
        assertThat(told).hasSize(2);
        gates.remove(better);
        assertThat(told).as("never without a provider").hasSize(3).allMatch(line -> line.endsWith("com.example.orders"));
    }

    @Test
    void whatIsThereWhenTheWatchBeginsIsTold() {
        gates.gates.onChange(() -> { });
        gates.add(new Orders(), "com.example.orders", 0);
        watch.look();
        assertThat(told).hasSize(1);
    }
}
