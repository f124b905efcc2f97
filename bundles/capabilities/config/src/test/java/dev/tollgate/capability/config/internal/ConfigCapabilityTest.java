package dev.tollgate.capability.config.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.testkit.TestCall;
import org.junit.jupiter.api.Test;

class ConfigCapabilityTest {
    private static final GateCall CALL = new TestCall().withPlugin("image-tools", "1.0.0");

    private final MemoryConfigValues values = new MemoryConfigValues();
    private final ConfigCapability gate = new ConfigCapability(values);

    @Test
    void itOffersGetAndList() {
        GateContract contract = GateContract.of(gate);

        assertThat(contract.name()).hasToString("tollgate:config@1");
        assertThat(contract.functions()).containsExactlyInAnyOrder("get", "list");
        assertThat(contract.function("get").orElseThrow().type()).isEqualTo("(i32,i32)->i64");
        assertThat(contract.function("get").orElseThrow().parameters().get(0).mostBytes()).isEqualTo(64);
        assertThat(contract.function("list").orElseThrow().type()).isEqualTo("()->i64");
    }

    @Test
    void aValueIsReadAsJsonAndAChangeHoldsAtTheNextCall() throws Exception {
        values.set("image-tools", "sizes", "[1, \"two\"]", "ada");
        assertThat(gate.get(CALL, "sizes")).isEqualTo("[1,\"two\"]");
        values.set("image-tools", "sizes", "3", "ada");
        assertThat(gate.get(CALL, "sizes")).isEqualTo("3");
        values.remove("image-tools", "sizes", "ada");
        assertNoEntry("sizes");
    }

    @Test
    void aKeyThatNobodySetIsNotThere() {
        values.set("other-tools", "sizes", "1", "ada");

        assertNoEntry("sizes");
        assertNoEntry("");
        assertNoEntry("../other-tools/sizes");
    }

    @Test
    void theKeysThatAreSetAreListedByName() {
        assertThat(gate.list(CALL)).isEmpty();
        values.set("image-tools", "b", "1", "ada");
        values.set("image-tools", "a", "1", "ada");
        values.set("other-tools", "c", "1", "ada");

        assertThat(gate.list(CALL)).containsExactly("a", "b");
    }

    @Test
    void aPluginThatIsForgottenLeavesNothing() {
        values.set("image-tools", "a", "1", "ada");
        values.set("other-tools", "a", "1", "ada");

        gate.forget("image-tools");
        gate.forget("never-there");

        assertThat(values.all("image-tools")).isEmpty();
        assertThat(values.all("other-tools")).hasSize(1);
    }

    private void assertNoEntry(String key) {
        assertThatThrownBy(() -> gate.get(CALL, key)).isInstanceOfSatisfying(GateException.class,
                refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT));
    }
}
