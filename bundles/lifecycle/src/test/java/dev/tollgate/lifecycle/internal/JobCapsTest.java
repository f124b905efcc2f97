package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.Limits;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a job may use: what the manifest asks for, within the operator's ceiling, or the operator's second set. */
class JobCapsTest {
    /** It has no function. */
    @Gate(name = "high_resource_jobs")
    public interface HighResourceJobs {
    }

    static final class Provider implements Capability, HighResourceJobs {
    }

    private static final Limits SECOND = Limits.JOB.with(new Fuel(1_000_000_000), Bytes.ofMiB(256), Duration.ofSeconds(600));

    private final Server server = new Server();

    /** The ceilings are 100,000,000 units, 128 MiB and 60 s; each cap is the smaller one by itself. */
    @ParameterizedTest
    @CsvSource({
        "1000,      16,  1s,   1000,      16,  PT1S",
        "100000000, 128, 60s,  100000000, 128, PT1M",
        "200000000, 16,  1s,   100000000, 16,  PT1S",
        "1000,      256, 1s,   1000,      128, PT1S",
        "1000,      16,  300s, 1000,      16,  PT1M",
        "200000000, 256, 300s, 100000000, 128, PT1M"})
    void eachCapIsTheSmallerOfManifestAndCeiling(long fuel, int memory, String timeout, long thenFuel, int thenMemory, Duration thenTimeout) {
        ActivePlugin plugin = active(asking(fuel, memory, timeout));
        assertThat(plugin.jobLimits()).isEqualTo(Limits.JOB.with(new Fuel(thenFuel), Bytes.ofMiB(thenMemory), thenTimeout));
        assertThat(plugin.highResourceJobLimits()).isEmpty();
    }

    @Test
    void whatTheManifestDoesNotSayIsTheDefault() {
        assertThat(active(TestPackage.enqueue("probe", "1.0.0").build()).jobLimits()).isEqualTo(Limits.JOB);
    }

    /** Asked, granted and provided, or not: only all three together, and then whatever the manifest says of limits. */
    @ParameterizedTest
    @CsvSource({"false,false,false", "false,false,true", "true,false,false", "true,false,true", "true,true,false", "true,true,true"})
    void theSecondSetHoldsWhereTheCapabilityIsAskedForAndGrantedAndProvided(boolean asked, boolean granted, boolean provided) {
        if (provided) {
            server.gates.add(new Provider());
        }
        TestPackage plugin = TestPackage.enqueue("probe", "1.0.0").limit("job_fuel: 1000").limit("job_memory_mb: 16").limit("job_timeout: 1s");
        PluginId id = server.install((asked ? plugin.asks("high_resource_jobs: { optional: true }") : plugin).build());
        server.plugins.grant(id, "queue", "test");
        if (granted) {
            server.plugins.grant(id, "high_resource_jobs", "test");
        }
        server.plugins.activate("probe", Optional.empty(), "test");
        ActivePlugin active = server.plugins.active("probe").orElseThrow();
        assertThat(active.highResourceJobLimits()).isEqualTo(asked && granted && provided ? Optional.of(SECOND) : Optional.empty());
        assertThat(active.jobLimits()).as("the first set stays").isEqualTo(Limits.JOB.with(new Fuel(1_000), Bytes.ofMiB(16), Duration.ofSeconds(1)));
    }

    private static byte[] asking(long fuel, int memory, String timeout) {
        return TestPackage.enqueue("probe", "1.0.0").limit("job_fuel: " + fuel).limit("job_memory_mb: " + memory)
                .limit("job_timeout: " + timeout).build();
    }

    private ActivePlugin active(byte[] content) {
        PluginId id = server.install(content);
        server.plugins.grant(id, "queue", "test");
        server.plugins.activate("probe", Optional.empty(), "test");
        return server.plugins.active("probe").orElseThrow();
    }
}
