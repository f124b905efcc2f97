package dev.tollgate.engine.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.internal.metering.FuelPass;
import dev.tollgate.engine.internal.metering.FuelSchedule;
import org.junit.jupiter.api.Test;

/** A change of the code that makes code makes a new key. */
class FingerprintTest {
    @Test
    void itIsTheSameEachTimeAndAnotherForOtherClasses() {
        assertThat(Fingerprint.of(FuelPass.class)).isEqualTo(Fingerprint.of(FuelPass.class)).isNotEqualTo(Fingerprint.of(FuelSchedule.class));
    }

    @Test
    void whatAClassUsesIsPartOfIt() {
        assertThat(Fingerprint.of(FuelPass.class, FuelSchedule.class)).as("the pass uses the schedule").isEqualTo(Fingerprint.of(FuelPass.class));
    }
}
