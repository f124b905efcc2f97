package dev.tollgate.diagnostics.internal;

import dev.tollgate.lifecycle.LimitsStatus;
import dev.tollgate.limits.Limits;
import java.util.TreeMap;
import java.util.function.Function;

/** What a plugin asked for, what the operator allows, and what is in force. What no manifest can ask for is not asked. */
final class LimitsTable {
    private static final String NOT_ASKED = "-";

    private LimitsTable() {
    }

    static Table of(LimitsStatus status) {
        Table table = new Table(status.use().name(), "ASKED", "CEILING", "EFFECTIVE");
        asked(table, "fuel", status, limits -> limits.fuel().units());
        asked(table, "memory", status, Limits::memory);
        asked(table, "deadline", status, limits -> limits.deadline().toMillis() + " ms");
        fixed(table, "call depth", status, limits -> limits.callDepth() + " frames");
        fixed(table, "host calls", status, limits -> limits.hostCalls());
        fixed(table, "calls of one gate", status, limits -> new TreeMap<>(limits.gateCalls()));
        fixed(table, "input", status, Limits::input);
        fixed(table, "output", status, Limits::output);
        return table;
    }

    private static void asked(Table table, String limit, LimitsStatus status, Function<Limits, Object> value) {
        table.row(limit, value.apply(status.asked()), value.apply(status.ceiling()), value.apply(status.effective()));
    }

    private static void fixed(Table table, String limit, LimitsStatus status, Function<Limits, Object> value) {
        table.row(limit, NOT_ASKED, value.apply(status.ceiling()), value.apply(status.effective()));
    }
}
