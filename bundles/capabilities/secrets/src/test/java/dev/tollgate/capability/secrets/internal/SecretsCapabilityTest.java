package dev.tollgate.capability.secrets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.secrets.SecretsScope;
import dev.tollgate.capability.testkit.TestCall;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecretsCapabilityTest {
    private static final byte[] VALUE = "xyzzy-plugh-4711".getBytes(StandardCharsets.UTF_8);
    private static final GateCall CALL =
            new TestCall().withPlugin("image-tools", "1.0.0").withScope(new SecretsScope(List.of("token", "password")));

    private final MemorySecrets secrets = new MemorySecrets();
    private final SecretsCapability gate = new SecretsCapability(secrets);
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private PrintStream before;

    @BeforeEach
    void captureTheLog() {
        before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(before);
    }

    @Test
    void itOffersGetWithinAScope() {
        GateContract contract = GateContract.of(gate);

        assertThat(contract.name()).hasToString("tollgate:secrets@1");
        assertThat(contract.scope()).isEqualTo(SecretsScope.class);
        assertThat(contract.functions()).containsExactly("get");
        assertThat(contract.function("get").orElseThrow().type()).isEqualTo("(i32,i32)->i64");
        assertThat(contract.function("get").orElseThrow().parameters().get(0).mostBytes()).isEqualTo(64);
    }

    @Test
    void aSecretWithinTheScopeIsReadAsItsBytes() throws Exception {
        secrets.set("image-tools", "token", VALUE, "ada");
        assertThat(gate.get(CALL, "token")).isEqualTo(VALUE);

        secrets.set("image-tools", "token", new byte[] {0, -1}, "ada");
        assertThat(gate.get(CALL, "token")).as("at the next call").containsExactly(0, -1);
    }

    @Test
    void aNameOutsideTheScopeIsRefusedWhetherItIsSetOrNot() {
        secrets.set("image-tools", "other", VALUE, "ada");

        assertError(Errno.EPERM, "other");
        assertError(Errno.EPERM, "never-set");
        assertError(Errno.EPERM, "");
        assertError(Errno.EPERM, "Token");
    }

    @Test
    void aSecretThatIsNotSetIsNotThereAndAnotherPluginsIsNot() {
        secrets.set("other-tools", "token", VALUE, "ada");

        assertError(Errno.ENOENT, "token");
    }

    @Test
    void whyASecretCannotBeReadIsForAdministratorsAndLoggedOnceUntilItCan() throws Exception {
        secrets.set("image-tools", "token", VALUE, "ada");
        secrets.failure = "secret token of image-tools cannot be read: the key file /srv/secrets.key is missing";
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> gate.get(CALL, "token")).isInstanceOfSatisfying(GateException.class, refused -> {
                assertThat(refused.errno()).isEqualTo(Errno.EUNAVAILABLE);
                assertThat(refused).hasMessageNotContaining("/srv").hasMessageNotContaining("key");
            });
        }
        assertThat(logged()).containsOnlyOnce(secrets.failure);

        String failure = secrets.failure;
        secrets.failure = null;
        gate.get(CALL, "token");
        secrets.failure = failure;
        assertError(Errno.EUNAVAILABLE, "token");
        assertThat(logged().split(failure, -1)).as("it had been readable in between").hasSize(3);
    }

    @Test
    void a51AGuestThatReadsASecretLeavesNothingOfItInTheLog() throws Exception {
        secrets.set("image-tools", "token", VALUE, "ada");
        LoggerFactory.getLogger(SecretsCapability.class).trace("at TRACE too");
        gate.get(CALL, "token");
        assertError(Errno.EPERM, new String(VALUE, StandardCharsets.UTF_8));
        gate.prepare(CALL.plugin(), Map.of());
        gate.forget("image-tools");

        assertThat(logged() + gate).contains("at TRACE too").doesNotContain("xyzzy");
    }

    @Test
    void aPluginThatIsForgottenLeavesNothing() {
        secrets.set("image-tools", "token", VALUE, "ada");
        secrets.set("other-tools", "token", VALUE, "ada");

        gate.forget("image-tools");
        gate.forget("never-there");

        assertThat(secrets.values).containsOnlyKeys("other-tools/token");
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private void assertError(Errno errno, String name) {
        assertThatThrownBy(() -> gate.get(CALL, name)).isInstanceOfSatisfying(GateException.class,
                refused -> assertThat(refused.errno()).isEqualTo(errno));
    }
}
