package dev.tollgate.capability.highresourcejobs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Scope;
import org.junit.jupiter.api.Test;

class HighResourceJobsTest {
    @Test
    void itIsAGateWithNothingToCallThatIsOpenOrShut() {
        GateContract contract = GateContract.of(new HighResourceJobs());

        assertThat(contract.name()).isEqualTo(new GateName("high_resource_jobs", 1));
        assertThat(contract.functions()).isEmpty();
        assertThat(contract.scope()).isEqualTo(Scope.Whole.class);
        assertThat(contract.perMinute()).isZero();
    }
}
