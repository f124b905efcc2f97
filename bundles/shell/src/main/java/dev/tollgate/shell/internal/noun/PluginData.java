package dev.tollgate.shell.internal.noun;

import dev.tollgate.engine.CodeInfo;
import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.LimitsStatus;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.limits.Limits;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Table;
import java.util.List;
import java.util.function.Function;

/** Plugins and what belongs to them, as several commands tell of them. */
final class PluginData {
    static final Table CAPABILITIES = Table.of(Column.id("CAPABILITY", "name"), Column.text("NEED", "need"), Column.text("DECISION", "decision"),
            Column.text("PROVIDED", "provided"), Column.text("ASKED", "asked"), Column.text("GRANTED", "granted"));
    static final Table LIMITS = Table.of(Column.id("LIMIT", "limit"), Column.text("UNIT", "unit"), Column.number("ASKED", "asked"),
            Column.number("CEILING", "ceiling"), Column.number("EFFECTIVE", "effective"));

    private PluginData() {
    }

    static Doc of(PluginView plugin) {
        return Doc.of(plugin.current()).put("name", plugin.name()).put("state", plugin.state()).put("reason", plugin.reason())
                .put("breaker", breaker(plugin.breaker())).put("capabilities", plugin.capabilities().stream().map(PluginData::of).toList())
                .put("versions", plugin.versions()).put("code", plugin.code().map(PluginData::of));
    }

    static Doc of(CapabilityStatus capability) {
        return new Doc().put("name", capability.name()).put("need", capability.optional() ? "optional" : "required")
                .put("decision", capability.decision()).put("provided", capability.provided()).put("asked", capability.asked())
                .put("granted", capability.granted()).put("change", capability.change());
    }

    static Doc breaker(BreakerStatus breaker) {
        return new Doc().put("state", breaker.state()).put("until", breaker.until()).put("cycles", breaker.cycles())
                .put("cyclesAllowed", breaker.rule().cycles()).millis("cycleWindowMillis", breaker.rule().cycleWindow()).put("trips", breaker.trips());
    }

    static String text(BreakerStatus breaker) {
        return breaker.state() + breaker.until().map(until -> " until " + until).orElse("") + ", degraded " + breaker.cycles() + " of "
                + breaker.rule().cycles() + " times within " + breaker.rule().cycleWindow().toSeconds() + " s, " + breaker.trips()
                + (breaker.trips() == 1 ? " trip" : " trips") + " in all";
    }

    static String text(CodeInfo code) {
        return code.backend() + (code.cached() ? ", was compiled before" : ", was compiled when it was loaded")
                + (code.interpreted().count() == 0 ? "" : "\ntoo large for a method of the JVM and interpreted: " + code.interpreted())
                + (code.huge().count() == 0 ? "" : "\ntoo large for this JVM's JIT: " + code.huge());
    }

    /** What no manifest can ask for has nothing in {@code asked}. */
    static List<Doc> of(LimitsStatus status) {
        return List.of(asked("fuel", "units", status, limits -> limits.fuel().units()),
                asked("memory", "bytes", status, limits -> limits.memory().count()),
                asked("deadline", "ms", status, limits -> limits.deadline().toMillis()),
                fixed("call depth", "frames", status, Limits::callDepth),
                fixed("host calls", "calls", status, Limits::hostCalls),
                fixed("http calls", "calls", status, limits -> limits.gateCalls().get("http")),
                fixed("db calls", "calls", status, limits -> limits.gateCalls().get("db")),
                fixed("input", "bytes", status, limits -> limits.input().count()),
                fixed("output", "bytes", status, limits -> limits.output().count()));
    }

    private static Doc of(CodeInfo code) {
        return new Doc().put("backend", code.backend()).put("cached", code.cached())
                .put("interpreted", code.interpreted().count()).put("tooLargeForTheJit", code.huge().count());
    }

    private static Doc asked(String limit, String unit, LimitsStatus status, Function<Limits, Object> value) {
        return new Doc().put("limit", limit).put("unit", unit).put("asked", value.apply(status.asked())).put("ceiling", value.apply(status.ceiling()))
                .put("effective", value.apply(status.effective()));
    }

    private static Doc fixed(String limit, String unit, LimitsStatus status, Function<Limits, Object> value) {
        return asked(limit, unit, status, value).put("asked", null);
    }
}
