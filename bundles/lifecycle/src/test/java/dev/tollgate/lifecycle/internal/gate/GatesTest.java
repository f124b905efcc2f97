package dev.tollgate.lifecycle.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which bundle a gate belongs to, and which gates there are. */
class GatesTest {
    private static final GateName KV = new GateName("kv", 1);
    private static final GateName ORDERS = new GateName("orders", 1);

    @Gate(name = "orders")
    public interface OrdersGate {
    }

    private static final class Orders implements Capability, OrdersGate {
    }

    @Gate(name = "orders", major = 2)
    public interface OrdersGate2 {
    }

    private static final class Orders2 implements Capability, OrdersGate2 {
    }

    private final TestGates gates = new TestGates(Duration.ZERO);

    /** A55: another bundle claims a name of the host's. */
    @Test
    void a55ANameOfTheHostsIsNotProvidedByAnotherBundleWhateverItsRanking() {
        gates.add(new Kv(), "com.example.kv", 1_000);
        assertThat(gates.gates.provides(KV)).isFalse();
        Kv ours = new Kv();
        gates.add(ours);
        gates.add(new Kv(), "com.example.kv", 1_000);
        assertThat(present(KV)).isSameAs(ours);
    }

    /** A55: the same for a name that another bundle provides already, even while that one is being replaced. */
    @Test
    void a55ANameThatABundleProvidesIsItsOwnWhileItIsInstalled() {
        Orders first = new Orders();
        gates.add(first, "com.shop.orders", 0);
        Orders second = new Orders();
        gates.add(second, "com.evil.orders", 1_000);
        assertThat(present(ORDERS)).isSameAs(first);
        gates.remove(first);
        gates.add(new Orders(), "com.evil.orders", 1_000);
        assertThat(gates.gates.provides(ORDERS)).isFalse();
        gates.installed.remove("com.shop.orders");
        Orders heir = new Orders();
        gates.add(heir, "com.heir.orders", 0);
        assertThat(present(ORDERS)).as("its owner was uninstalled").isSameAs(heir);
    }

    @Test
    void theOperatorGivesANameAway() {
        TestGates settled = new TestGates(new GateRules(Duration.ZERO, Duration.ZERO, Map.of("kv", "com.example.kv"), Map.of()));
        settled.add(new Kv());
        assertThat(settled.gates.provides(KV)).isFalse();
        settled.add(new Kv(), "com.example.kv", 0);
        assertThat(settled.gates.provides(KV)).isTrue();
    }

    /** Both bundles stay as they are; the administrator changes the configuration and nothing else. */
    @Test
    void aNameThatIsGivenAwayChangesHandsAtOnceAndBack() {
        Kv ours = new Kv();
        Kv theirs = new Kv();
        gates.add(ours);
        gates.add(theirs, "com.example.kv", 0);
        gates.gates.configure(new Settings("kv=com.example.kv", ""));
        assertThat(present(KV)).isSameAs(theirs);
        gates.gates.configure(new Settings("", ""));
        assertThat(present(KV)).isSameAs(ours);
        gates.remove(ours);
        assertThat(gates.gates.provides(KV)).isFalse();
        gates.remove(theirs);
        gates.gates.configure(new Settings("kv=com.example.kv", ""));
        assertThat(gates.gates.provides(KV)).as("it went before").isFalse();
    }

    @Test
    void majorVersionsOfAGateAreThereSideBySide() {
        Orders one = new Orders();
        Orders2 two = new Orders2();
        gates.add(one, "com.shop.orders", 0);
        gates.add(two, "com.shop.orders", 0);
        assertThat(present(ORDERS)).isSameAs(one);
        assertThat(present(new GateName("orders", 2))).isSameAs(two);
        gates.remove(one);
        assertThat(gates.gates.provides(ORDERS)).isFalse();
        assertThat(gates.gates.provides("orders")).isTrue();
    }

    @Test
    void aGateThatNobodyProvidesIsEunavailable() {
        assertThatThrownBy(() -> gates.gates.enter(KV, () -> Duration.ofDays(1))).isInstanceOfSatisfying(GateException.class,
                refused -> assertThat(refused.errno()).isEqualTo(Errno.EUNAVAILABLE)).hasMessage("no bundle provides tollgate:kv@1 now");
    }

    @Test
    void settingsThatCannotBeReadAreRefusedWithTheKeyAndWhatIsAllowed() {
        wrong("kv", "", "dev.tollgate.gates: providers is kv, allowed is pairs such as 'kv=...'");
        wrong("", "http=often", "dev.tollgate.gates: per.minute is http=often, allowed is a capability and a whole number from 0 to 999999");
    }

    private static void wrong(String providers, String perMinute, String message) {
        assertThatThrownBy(() -> GateRules.of(new Settings(providers, perMinute))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @SuppressWarnings("ClassExplicitlyAnnotation")
    private record Settings(String providers, String per_minute) implements GateSettings {
        @Override
        public int swap_wait_ms() {
            return 0;
        }

        @Override
        public int drain_ms() {
            return 0;
        }

        @Override
        public Class<GateSettings> annotationType() {
            return GateSettings.class;
        }
    }

    private Capability present(GateName gate) {
        try {
            Provider provider = gates.gates.enter(gate, () -> Duration.ZERO);
            provider.leave();
            return provider.capability();
        } catch (GateException refused) {
            throw new AssertionError(refused);
        }
    }
}
