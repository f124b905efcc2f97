package dev.tollgate.capability.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.capability.secrets.internal.SecretsCapability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsScopeTest {
    @Test
    void aScopeCoversItselfAndWhatNamesFewer() {
        SecretsScope both = scope("token", "password");

        assertThat(both.covers(both)).isTrue();
        assertThat(both.covers(scope("password", "token"))).isTrue();
        assertThat(both.covers(scope("token"))).isTrue();
        assertThat(scope("token").covers(both)).isFalse();
        assertThat(both.covers(scope("token", "other"))).isFalse();
        assertThat(scope("token").covers(scope("token2"))).isFalse();
    }

    @Test
    void itNamesAtLeastOneSecretAndEachOnce() {
        assertThatThrownBy(() -> new SecretsScope(null)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 to 100 names");
        assertThatThrownBy(() -> scope()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 to 100 names");
        assertThatThrownBy(() -> new SecretsScope(IntStream.rangeClosed(0, 100).mapToObj(i -> "s" + i).toList()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 to 100 names");
        assertThatThrownBy(() -> scope("token", "token")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("twice");
        assertThatThrownBy(() -> new SecretsScope(Arrays.asList("token", null))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Token", "*", "1a", "a b", "a/b", "token\n"})
    void whatIsNoNameIsRefused(String name) {
        assertThatThrownBy(() -> scope(name)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a name has to match");
    }

    @Test
    void itIsReadFromAManifestAndHeldAgainstAGrant() {
        GateContract contract = GateContract.of(new SecretsCapability(null));

        assertThat(contract.scope("{\"names\":[\"token\"]}")).isEqualTo(scope("token"));
        assertThat(contract.covers("{\"names\":[\"token\",\"password\"]}", "{\"names\":[\"token\"]}")).isTrue();
        assertThat(contract.covers("{\"names\":[\"token\"]}", "{\"names\":[\"password\"]}")).isFalse();
        assertThatThrownBy(() -> contract.scope("{}")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 to 100 names");
        assertThatThrownBy(() -> contract.scope("{\"names\":[\"token\"],\"all\":true}")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown field 'all'");
    }

    @Test
    void itDoesNotChange() {
        List<String> names = new ArrayList<>(List.of("token"));
        SecretsScope scope = new SecretsScope(names);
        names.add("password");

        assertThat(scope.names()).containsExactly("token");
    }

    private static SecretsScope scope(String... names) {
        return new SecretsScope(List.of(names));
    }
}
