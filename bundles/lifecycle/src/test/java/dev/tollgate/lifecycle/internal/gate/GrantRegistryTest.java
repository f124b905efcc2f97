package dev.tollgate.lifecycle.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.internal.MemoryStore;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Decisions of several nodes in one store: what each of them lets through. */
class GrantRegistryTest {
    private static final PluginId PLUGIN = new PluginId("probe", "1.0.0", Digest.of(new byte[0]));
    private static final Duration LEASE = Duration.ofSeconds(5);

    private final SharedStore store = new SharedStore();
    /** Begins where it overflows soon, as it may. */
    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(4).toNanos();
    private final GrantRegistry here = node();
    private final GrantRegistry there = node();

    @Test
    void whatIsGrantedOnOneNodeIsOpenOnAnother() {
        here.grant(PLUGIN, "kv", "{}", "anna");
        assertThat(open(here)).isTrue();
        assertThat(open(there)).isFalse();

        there.look();

        assertThat(open(there)).isTrue();
        assertThat(there.find(PLUGIN, "kv")).isEqualTo(here.find(PLUGIN, "kv"));
    }

    /** A54: the grant is withdrawn on another node while a call is under way. */
    @Test
    void a54WhatIsDeniedOnOneNodeIsClosedOnAnotherAlsoForPassagesThatHaveIt() {
        here.grant(PLUGIN, "kv", "{}", "anna");
        there.look();
        Grant held = there.standing(PLUGIN, "kv").open();
        here.deny(PLUGIN, "kv", "bert");
        there.look();
        assertThat(open(there)).isFalse();

        nanos += 1_000_000;
        here.grant(PLUGIN, "kv", "{\"keys\":[]}", "anna");
        there.look();

        assertThat(there.standing(PLUGIN, "kv").open()).isNotNull().isNotSameAs(held);
    }

    @Test
    void aDecisionAboutOneGateLeavesTheOthersAsTheyAre() {
        here.grant(PLUGIN, "kv", "{}", "anna");
        Grant own = here.standing(PLUGIN, "kv").open();
        there.grant(PLUGIN, "queue", "{}", "anna");
        there.look();
        Grant theirs = there.standing(PLUGIN, "kv").open();
        there.deny(PLUGIN, "queue", "anna");
        here.look();
        there.look();

        assertThat(here.standing(PLUGIN, "kv").open()).isSameAs(own);
        assertThat(there.standing(PLUGIN, "kv").open()).isSameAs(theirs);
    }

    @Test
    void aNodeThatCannotLookClosesEveryGateWhenItsLeaseEndsAndOpensWhatIsStillGrantedWhenItCan() {
        here.grant(PLUGIN, "kv", "{}", "anna");
        here.grant(PLUGIN, "queue", "{}", "anna");
        there.look();
        store.watchable = false;
        there.deny(PLUGIN, "queue", "bert");

        nanos += LEASE.toNanos() - 1;
        here.look();
        assertThat(open(here)).isTrue();
        assertThat(here.standing(PLUGIN, "queue").open()).as("it cannot know").isNotNull();
        nanos++;
        assertThat(open(here)).isFalse();
        assertThat(here.standing(PLUGIN, "queue").open()).isNull();
        here.look();
        assertThat(open(here)).isFalse();

        store.watchable = true;
        here.look();
        assertThat(open(here)).isTrue();
        assertThat(here.standing(PLUGIN, "queue").open()).isNull();
    }

    @Test
    void theLeaseBeginsWithTheLookAndNotWithItsAnswer() {
        here.grant(PLUGIN, "kv", "{}", "anna");
        store.duringLook = () -> nanos += Duration.ofSeconds(3).toNanos();
        here.look();
        assertThat(open(here)).isTrue();
        nanos += Duration.ofSeconds(2).toNanos();
        assertThat(open(here)).isFalse();
    }

    @Test
    void aNodeThatStartsWithoutItsStoreIsClosedUntilItLooked() {
        here.grant(PLUGIN, "kv", "{}", "anna");
        store.watchable = false;
        GrantRegistry late = node();
        late.look();
        assertThat(open(late)).isFalse();

        store.watchable = true;
        late.look();
        assertThat(open(late)).isTrue();
    }

    @Test
    void aNodeThatIsCutOffGrantsNothingAndCanStillDeny() {
        here.grant(PLUGIN, "kv", "{}", "anna");
        nanos += LEASE.toNanos();

        assertThatThrownBy(() -> here.grant(PLUGIN, "queue", "{}", "anna")).isInstanceOf(PluginException.class)
                .hasMessageContaining("cannot reach the store that it shares");
        assertThat(store.all()).hasSize(1);

        here.deny(PLUGIN, "kv", "bert");
        assertThat(store.all()).isEmpty();
        assertThat(here.decisions("probe")).hasSize(2);
    }

    @Test
    void ofTwoNodesThatDecideAtOnceTheLastInTheStoreIsRight() {
        store.afterDecision = () -> there.deny(PLUGIN, "kv", "bert");
        assertThatThrownBy(() -> here.grant(PLUGIN, "kv", "{}", "anna")).isInstanceOf(PluginException.class)
                .hasMessageContaining("denied it by somebody else");
        assertThat(open(here)).isFalse();

        store.afterDecision = () -> {
            there.grant(PLUGIN, "kv", "{}", "bert");
            here.look();
        };
        here.deny(PLUGIN, "kv", "anna");
        assertThat(open(here)).isTrue();
        assertThat(open(there)).isTrue();
    }

    @Test
    void whatCouldNotBeReadAfterADecisionIsReadAtTheNextLook() {
        here.grant(PLUGIN, "kv", "{}", "anna");
        here.look();
        store.afterDecision = () -> {
            here.look();
            there.grant(PLUGIN, "kv", "{}", "bert");
            here.look();
            store.readable = false;
        };

        here.deny(PLUGIN, "kv", "anna");
        assertThat(open(here)).as("closed in doubt").isFalse();

        store.readable = true;
        here.look();
        assertThat(open(here)).isTrue();
    }

    @Test
    void aRemovedPluginIsClosedOnAllNodes() {
        here.grant(PLUGIN, "kv", "{}", "anna");
        there.look();
        here.shut(PLUGIN, "bert");
        here.forget(PLUGIN);
        there.look();
        assertThat(open(here)).isFalse();
        assertThat(open(there)).isFalse();
    }

    @Test
    void whereNobodyElseDecidesThereIsNoLease() {
        GrantRegistry alone = new GrantRegistry(new MemoryStore(), Clock.systemUTC(), () -> nanos, LEASE, new EventObservers());
        alone.grant(PLUGIN, "kv", "{}", "anna");
        nanos += Duration.ofDays(1).toNanos();
        assertThat(open(alone)).isTrue();
    }

    @Test
    void aLeaseThatLooksCouldNotKeepUpWithIsRefused() {
        for (int ms : new int[] {0, 2_999, 3_600_001}) {
            assertThatThrownBy(() -> new GrantRegistry(new MemoryStore(), new EventObservers(), settings(ms), Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("configuration dev.tollgate.grants: lease.ms is " + ms + ", allowed is 3000 to 3600000; correct it, or remove it");
        }
        new GrantRegistry(new MemoryStore(), new EventObservers(), settings(3_000), Map.of()).close();
    }

    private GrantRegistry node() {
        return new GrantRegistry(store, Clock.systemUTC(), () -> nanos, LEASE, new EventObservers());
    }

    private static boolean open(GrantRegistry node) {
        return node.standing(PLUGIN, "kv").open() != null;
    }

    private static GrantRegistry.Settings settings(int leaseMs) {
        return new GrantRegistry.Settings() {
            @Override
            public String store_target() {
                return "";
            }

            @Override
            public int lease_ms() {
                return leaseMs;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return GrantRegistry.Settings.class;
            }
        };
    }
}
