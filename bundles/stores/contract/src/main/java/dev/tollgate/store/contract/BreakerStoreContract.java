package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestPlugins.START;
import static dev.tollgate.store.contract.TestPlugins.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.BreakerEvent.Kind;
import dev.tollgate.lifecycle.spi.BreakerStore;
import dev.tollgate.lifecycle.spi.TripsKept;
import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link BreakerStore} does. */
public abstract class BreakerStoreContract {
    private static final PluginId PLUGIN = id("image-tools", "1.0.0");
    private static final PluginId OTHER = id("other-tools", "1.0.0");
    private static final TripsKept KEPT = new TripsKept(3, 5);
    private static final Breaker DEGRADED = new Breaker(6, List.of(), List.of(START.minusSeconds(90), START), false);
    private static final BreakerEvent DEACTIVATED = new BreakerEvent("image-tools", Kind.DEACTIVATED, BreakerEvent.HOST,
            "fuel limit", START);
    private static final BreakerEvent RESET = new BreakerEvent("image-tools", Kind.RESET, "ada", "", START.plusMillis(1));

    private BreakerStore store;

    /** An empty store; called once for each test. */
    protected abstract BreakerStore open();

    /** What another process finds in the store that {@link #open} opened. */
    protected abstract BreakerStore openAgain();

    @BeforeEach
    final void openTheStore() {
        store = open();
    }

    @Test
    void nobodyTrippedAtFirst() {
        assertThat(store.breakers()).isEmpty();
        assertThat(store.trips("image-tools")).isEmpty();
        assertThat(store.events("image-tools")).isEmpty();
    }

    @Test
    void aTripIsKeptWithEverythingThatIsKnownOfIt() {
        Trip trip = new Trip(Limit.MEMORY, 1L << 40, Long.MAX_VALUE, PLUGIN, "on_content", "f00d", List.of("inner", "<unnamed>", "on_content"),
                START.plusMillis(123));
        store.tripped(trip, Breaker.NEW, Optional.empty(), KEPT);

        assertThat(store.trips("image-tools")).containsExactly(trip);
        assertThat(store.trips("other-tools")).isEmpty();
    }

    @Test
    void aTripWithoutAFrameIsKept() {
        Trip trip = new Trip(Limit.DEADLINE, 250, 251, PLUGIN, "start", "f00d", List.of(), START);
        store.tripped(trip, Breaker.NEW, Optional.empty(), KEPT);

        assertThat(store.trips("image-tools")).containsExactly(trip);
    }

    @Test
    void aBreakerIsAsItWasPutLast() {
        Breaker first = new Breaker(1, List.of(START), List.of(), false);
        store.tripped(trip(PLUGIN, 1), first, Optional.empty(), KEPT);
        assertThat(store.breakers()).isEqualTo(Map.of("image-tools", first));

        store.tripped(trip(PLUGIN, 2), DEGRADED, Optional.empty(), KEPT);
        store.tripped(trip(OTHER, 1), first, Optional.empty(), KEPT);
        assertThat(store.breakers()).isEqualTo(Map.of("image-tools", DEGRADED, "other-tools", first));
    }

    @Test
    void theNewestTripsOfEachPluginStay() {
        for (int i = 1; i <= 5; i++) {
            store.tripped(trip(PLUGIN, i), DEGRADED, Optional.empty(), KEPT);
            store.tripped(trip(OTHER, i), DEGRADED, Optional.empty(), new TripsKept(3, 100));
        }
        assertThat(store.trips("image-tools")).containsExactly(trip(PLUGIN, 5), trip(PLUGIN, 4), trip(PLUGIN, 3));
        assertThat(store.trips("other-tools")).containsExactly(trip(OTHER, 5), trip(OTHER, 4), trip(OTHER, 3));
    }

    @Test
    void theNewestTripsOfAllPluginsStay() {
        for (int i = 1; i <= 3; i++) {
            store.tripped(trip(PLUGIN, i), DEGRADED, Optional.empty(), KEPT);
        }
        for (int i = 1; i <= 3; i++) {
            store.tripped(trip(OTHER, i), DEGRADED, Optional.empty(), KEPT);
        }
        assertThat(store.trips("image-tools")).containsExactly(trip(PLUGIN, 3), trip(PLUGIN, 2));
        assertThat(store.trips("other-tools")).hasSize(3);
    }

    @Test
    void whatABreakerDidIsRecordedNewestFirst() {
        store.tripped(trip(PLUGIN, 1), new Breaker(18, List.of(), List.of(START), true), Optional.of(DEACTIVATED), KEPT);
        store.changed(Breaker.NEW, RESET);

        assertThat(store.events("image-tools")).containsExactly(RESET, DEACTIVATED);
        assertThat(store.events("other-tools")).isEmpty();
        assertThat(store.breakers()).isEqualTo(Map.of("image-tools", Breaker.NEW));
    }

    @Test
    void aPluginThatIsForgottenLeavesOnlyTheRecordOfWhatItsBreakerDid() {
        store.tripped(trip(PLUGIN, 1), DEGRADED, Optional.of(DEACTIVATED), KEPT);
        store.tripped(trip(OTHER, 1), DEGRADED, Optional.empty(), KEPT);

        store.forget("image-tools");
        store.forget("never-there");

        assertThat(store.breakers()).isEqualTo(Map.of("other-tools", DEGRADED));
        assertThat(store.trips("image-tools")).isEmpty();
        assertThat(store.trips("other-tools")).hasSize(1);
        assertThat(store.events("image-tools")).containsExactly(DEACTIVATED);
    }

    @Test
    void aSecondOpeningFindsEverythingAsItWas() {
        Breaker out = new Breaker(18, List.of(START), List.of(START.minusSeconds(200), START), true);
        store.tripped(trip(PLUGIN, 1), out, Optional.of(DEACTIVATED), KEPT);

        BreakerStore again = openAgain();

        assertThat(again.breakers()).isEqualTo(Map.of("image-tools", out));
        assertThat(again.trips("image-tools")).containsExactly(trip(PLUGIN, 1));
        assertThat(again.events("image-tools")).containsExactly(DEACTIVATED);
    }

    private static Trip trip(PluginId plugin, int number) {
        return new Trip(Limit.FUEL, 10, 10 + number, plugin, "on_content", "r" + number, List.of("loop"), START);
    }
}
