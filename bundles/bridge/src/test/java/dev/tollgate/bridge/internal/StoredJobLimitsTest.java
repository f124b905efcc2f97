package dev.tollgate.bridge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.abi.settings.StoredSetting;
import dev.tollgate.bridge.JobLimits.Bounds;
import dev.tollgate.bridge.JobLimits.Decision;
import dev.tollgate.bridge.JobLimits.Limit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StoredJobLimitsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Bounds CONFIGURED = new Bounds(60, 10_000, 2);

    private final MemorySettingsStore store = new MemorySettingsStore();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final StoredJobLimits limits = onNode();

    private StoredJobLimits onNode() {
        return new StoredJobLimits(store, CONFIGURED, Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);
    }

    @Test
    void whatNobodySetIsTheConfigurations() {
        assertThat(limits.limits("probe")).isEqualTo(CONFIGURED);
        assertThat(limits.decisions("probe")).isEmpty();
    }

    @Test
    void whatAnAdministratorSetsHoldsAtOnceForThatPluginAndTheRestIsTheConfigurations() {
        limits.limits("probe");
        limits.set("probe", Limit.RATE, 600, "anna");
        limits.set("probe", Limit.SLOTS, 1, "anna");
        assertThat(limits.limits("probe")).isEqualTo(new Bounds(600, 10_000, 1));
        assertThat(limits.limits("other")).isEqualTo(CONFIGURED);
        assertThat(limits.decisions("probe")).isEqualTo(Map.of(Limit.RATE, new Decision(600, "anna", NOW),
                Limit.SLOTS, new Decision(1, "anna", NOW)));
    }

    @Test
    void anotherNodeHasItASecondLaterAndOneReadASecondIsEnough() {
        StoredJobLimits other = onNode();
        other.limits("probe");
        limits.set("probe", Limit.RATE, 5, "anna");
        int before = store.reads;
        for (int i = 0; i < 100; i++) {
            assertThat(other.limits("probe").perMinute()).isEqualTo(60);
        }
        assertThat(store.reads).isEqualTo(before);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(other.limits("probe").perMinute()).isEqualTo(5);
    }

    @Test
    void oneOrAllCanBeLeftToTheConfigurationAgain() {
        limits.set("probe", Limit.RATE, 5, "anna");
        limits.set("probe", Limit.DEPTH, 6, "anna");
        limits.set("probe", Limit.SLOTS, 7, "anna");
        assertThat(limits.reset("probe", Optional.of(Limit.RATE), "anna")).isTrue();
        assertThat(limits.limits("probe")).isEqualTo(new Bounds(60, 6, 7));
        assertThat(limits.reset("probe", Optional.empty(), "anna")).isTrue();
        assertThat(limits.limits("probe")).isEqualTo(CONFIGURED);
        assertThat(limits.reset("probe", Optional.empty(), "anna")).as("again").isFalse();
    }

    @Test
    void whatWasDecidedGoesWithThePlugin() {
        limits.set("probe", Limit.RATE, 5, "anna");
        limits.forget("probe");
        assertThat(limits.limits("probe")).isEqualTo(CONFIGURED);
        assertThat(store.rows).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void whatCanBeSetGoesFromOneToItsCap(Limit limit) {
        limits.set("probe", limit, 1, "anna");
        limits.set("probe", limit, limit.most(), "anna");
        for (int value : new int[] {0, -1, limit.most() + 1}) {
            assertThatThrownBy(() -> limits.set("probe", limit, value, "anna")).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(limit.key() + " is a whole number from 1 to " + limit.most() + ", not " + value);
        }
        assertThat(limits.decisions("probe").get(limit).value()).isEqualTo(limit.most());
    }

    @ParameterizedTest
    @CsvSource({"Probe,anna", "../probe,anna", "probe,' '"})
    void whoAndForWhomIsChecked(String slug, String by) {
        assertThatThrownBy(() -> limits.set(slug, Limit.RATE, 5, by)).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.rows).isEmpty();
    }

    @Test
    void aRowThatIsNotUnderstoodIsNotFollowed() {
        store.rows.add(new StoredSetting("probe", SettingKind.JOBS, "burst", new byte[] {'5'}, "anna", NOW));
        store.rows.add(new StoredSetting("probe", SettingKind.JOBS, Limit.RATE.key(), new byte[] {'0'}, "anna", NOW));
        store.rows.add(new StoredSetting("probe", SettingKind.JOBS, Limit.DEPTH.key(), new byte[] {'x'}, "anna", NOW));
        assertThat(limits.limits("probe")).isEqualTo(CONFIGURED);
    }

    @Test
    void whileTheStoreIsAwayWhatWasReadLastHolds() {
        limits.set("probe", Limit.RATE, 5, "anna");
        limits.limits("probe");
        store.broken = true;
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(limits.limits("probe").perMinute()).isEqualTo(5);
        assertThatThrownBy(() -> limits.limits("other")).isInstanceOf(SettingsException.class);
    }
}
