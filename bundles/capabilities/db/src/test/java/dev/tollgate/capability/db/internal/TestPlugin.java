package dev.tollgate.capability.db.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.abi.Digest;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.DbScope;
import dev.tollgate.capability.testkit.TestCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A plugin that uses the gate. */
record TestPlugin(DbCapability gate, PluginId id, DbScope scope) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static TestPlugin of(DbCapability gate, String slug) {
        return new TestPlugin(gate, version(slug, "1.0.0"), new DbScope(0, false));
    }

    TestPlugin with(DbScope other) {
        return new TestPlugin(gate, id, other);
    }

    TestPlugin version(String version) {
        return new TestPlugin(gate, version(id.slug(), version), scope);
    }

    private static PluginId version(String slug, String version) {
        return new PluginId(slug, version, Digest.of((slug + version).getBytes(StandardCharsets.UTF_8)));
    }

    /** @param files names and contents in turn */
    TestPlugin prepare(String... files) throws GateException {
        Map<String, byte[]> folder = new LinkedHashMap<>();
        for (int i = 0; i < files.length; i += 2) {
            folder.put(files[i], files[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        gate.prepare(id, folder);
        return this;
    }

    TestCall call() {
        return new TestCall().withPlugin(id).withScope(scope).withRemaining(Duration.ofMinutes(2));
    }

    JsonNode query(TestCall call, String sql, String parameters) throws GateException {
        return json(gate.query(call, sql, parameters.getBytes(StandardCharsets.UTF_8)));
    }

    /** In an invocation of its own. */
    String rows(String sql, String parameters) throws GateException {
        try (TestCall call = call()) {
            return query(call, sql, parameters).get("rows").toString();
        }
    }

    String rows(String sql) throws GateException {
        return rows(sql, "[]");
    }

    long exec(TestCall call, String sql, String parameters) throws GateException {
        return gate.exec(call, sql, parameters.getBytes(StandardCharsets.UTF_8)).rows();
    }

    long exec(String sql, String parameters) throws GateException {
        try (TestCall call = call()) {
            return exec(call, sql, parameters);
        }
    }

    long exec(String sql) throws GateException {
        return exec(sql, "[]");
    }

    JsonNode fetch(TestCall call, int cursor) throws GateException {
        return json(gate.fetch(call, cursor));
    }

    static void assertRefused(Errno errno, ThrowingCallable call) {
        GateException refusal = catchThrowableOfType(GateException.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.errno()).as(refusal.getMessage()).isEqualTo(errno);
    }

    private static JsonNode json(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException broken) {
            throw new AssertionError("no JSON", broken);
        }
    }
}
