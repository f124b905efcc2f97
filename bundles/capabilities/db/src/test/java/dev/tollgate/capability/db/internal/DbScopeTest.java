package dev.tollgate.capability.db.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.capability.db.DbScope;
import dev.tollgate.capability.db.internal.sqlite.TestSqlite;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DbScopeTest {
    @Test
    void whatIsNotSaidHasADefault() throws Exception {
        assertThat(new ObjectMapper().readValue("{}", DbScope.class)).isEqualTo(new DbScope(64, false));
        assertThat(new ObjectMapper().readValue("{\"max_mb\":5,\"read_only\":true}", DbScope.class)).isEqualTo(new DbScope(5, true));
        assertThatThrownBy(() -> new DbScope(-1, false)).hasMessageContaining("max_mb");
    }

    @Test
    void aGrantCanNarrowAndNotWiden() {
        DbScope asked = new DbScope(64, false);
        assertThat(asked.covers(asked)).isTrue();
        assertThat(asked.covers(new DbScope(10, true))).isTrue();
        assertThat(asked.covers(new DbScope(65, false))).isFalse();
        assertThat(new DbScope(64, true).covers(asked)).isFalse();
    }

    @Test
    void theGateIsOneThatGuestsCanCall() throws Exception {
        GateContract contract = GateContract.of(new DbCapability(Databases.of(TestSqlite.in(
                Path.of("unused")), 1, null), 1, null));
        assertThat(contract.name().toString()).contains("db");
        assertThat(contract.functions()).containsExactlyInAnyOrder("query", "exec", "fetch", "close", "begin", "commit", "rollback");
        assertThat(contract.function("query").orElseThrow().type()).isEqualTo("(i32,i32,i32,i32)->i64");
    }
}
