package dev.tollgate.capability.db;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.MaxBytes;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a plugin that holds {@code db} can do. Each call is one statement; values travel as parameters, a JSON array of null,
 * booleans, numbers, strings and <code>{"base64": "..."}</code> for bytes. docs/gates/db.md says what is allowed and how types map.
 */
@Gate(name = "db", major = 1, scope = DbScope.class)
@ProviderType
public interface DbGate {
    /** The most bytes of a statement. */
    int MOST_SQL = 64 << 10;

    /**
     * Reads rows: SELECT, VALUES, WITH, or a change with RETURNING. The result is a JSON object: {@code columns}, {@code rows}, and
     * {@code cursor} where rows remain.
     */
    @GateFunction("query")
    byte[] query(GateCall call, @MaxBytes(MOST_SQL) String sql, byte[] parameters) throws GateException;

    /** Changes rows: INSERT, UPDATE, DELETE. */
    @GateFunction("exec")
    Affected exec(GateCall call, @MaxBytes(MOST_SQL) String sql, byte[] parameters) throws GateException;

    /** More rows of a query, in the same form. */
    @GateFunction("fetch")
    byte[] fetch(GateCall call, int cursor) throws GateException;

    /** Gives up the rest of a query's rows. */
    @GateFunction("close")
    void close(GateCall call, int cursor) throws GateException;

    /** Begins a serializable transaction, which is rolled back when the invocation ends without {@code commit}. */
    @GateFunction("begin")
    void begin(GateCall call) throws GateException;

    @GateFunction("commit")
    void commit(GateCall call) throws GateException;

    @GateFunction("rollback")
    void rollback(GateCall call) throws GateException;

    /** @param rows how many rows were inserted, updated or deleted */
    record Affected(@JsonProperty("affected") long rows) {
    }
}
