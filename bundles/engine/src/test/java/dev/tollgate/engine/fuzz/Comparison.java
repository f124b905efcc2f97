package dev.tollgate.engine.fuzz;

import dev.tollgate.engine.harness.Allowance;
import dev.tollgate.engine.harness.Ending;
import dev.tollgate.engine.harness.Ending.Kind;
import dev.tollgate.engine.harness.GuestEngine;
import dev.tollgate.engine.harness.GuestStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs a module on an engine that counts and on another one, and finds the first thing that is not the same. Where the
 * first ends a call by a limit, nothing is compared after it, for how far the guest came by then is not promised; an engine
 * that does not count could not even be asked.
 */
final class Comparison {
    private final GuestEngine oracle;
    private final GuestEngine subject;
    private final Allowance allowance;
    private int returned;
    private int trapped;
    private int limited;

    Comparison(GuestEngine oracle, GuestEngine subject, Allowance allowance) {
        this.oracle = oracle;
        this.subject = subject;
        this.allowance = allowance;
    }

    /** What differs, if anything. */
    Optional<String> difference(GeneratedModule module) {
        GuestRun one = new GuestRun(module, oracle, allowance);
        GuestRun other = new GuestRun(module, subject, allowance);
        Ending made = one.instantiate();
        boolean counts = other.fuel() != GuestStore.NOT_COUNTED;
        if (limit(made.kind()) && !counts) {
            limited++;
            return Optional.empty();
        }
        String difference = difference(module, List.of(), one, made, other, other.instantiate());
        if (difference != null || made.kind() != Kind.RETURNED) {
            return Optional.ofNullable(difference).map(text -> "instantiation: " + text);
        }
        for (GeneratedModule.Call call : module.calls()) {
            Ending expected = one.call(call);
            count(expected.kind());
            if (limit(expected.kind()) && !counts) {
                return Optional.empty();
            }
            difference = difference(module, call.results(), one, expected, other, other.call(call));
            if (difference != null) {
                return Optional.of(call.export() + Arrays.toString(call.arguments()) + ": " + difference);
            }
            if (limit(expected.kind())) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void count(Kind kind) {
        switch (kind) {
            case RETURNED -> returned++;
            case TRAPPED -> trapped++;
            default -> limited++;
        }
    }

    /** How many calls of the first engine came to which end. */
    @Override
    public String toString() {
        return returned + " calls returned, " + trapped + " trapped, " + limited + " reached a limit";
    }

    int returned() {
        return returned;
    }

    private static boolean limit(Kind kind) {
        return kind == Kind.OUT_OF_FUEL || kind == Kind.TOO_DEEP;
    }

    /** Generated modules are valid, and no engine may end one by an exception without a type. */
    private static boolean unusual(Kind kind) {
        return kind == Kind.REFUSED || kind == Kind.BROKEN;
    }

    private String difference(GeneratedModule module, List<Type> results, GuestRun one, Ending expected, GuestRun other, Ending actual) {
        if (unusual(expected.kind()) || unusual(actual.kind())) {
            return expected + " and " + actual;
        }
        if (expected.kind() != actual.kind()) {
            return mayRunOutEarlier(module, one, expected, actual) ? null : expected + " but " + actual;
        }
        if (limit(expected.kind())) {
            return null;
        }
        for (int i = 0; i < expected.results().length; i++) {
            if (!results.get(i).same(expected.results()[i], actual.results()[i])) {
                return "result " + i + ": " + expected.results()[i] + " but " + actual.results()[i];
            }
        }
        return one.exists() ? state(expected.kind(), one, other) : null;
    }

    /** A metered engine charges a straight run of code before it, so it can run out just before another end is reached. */
    private boolean mayRunOutEarlier(GeneratedModule module, GuestRun one, Ending expected, Ending actual) {
        return expected.kind() != Kind.RETURNED && actual.kind() == Kind.OUT_OF_FUEL
                && one.fuel() + module.wasm().length > allowance.fuel();
    }

    private static String state(Kind kind, GuestRun one, GuestRun other) {
        if (!one.hostCalls().equals(other.hostCalls())) {
            return "host calls " + one.hostCalls() + " but " + other.hostCalls();
        }
        if (!Arrays.equals(one.globals(), other.globals())) {
            return "globals " + Arrays.toString(one.globals()) + " but " + Arrays.toString(other.globals());
        }
        int at = Arrays.mismatch(one.memory(), other.memory());
        if (at >= 0) {
            return "memory at " + at + " of " + one.memory().length + " and " + other.memory().length;
        }
        boolean counted = kind == Kind.RETURNED && one.fuel() != GuestStore.NOT_COUNTED && other.fuel() != GuestStore.NOT_COUNTED;
        return counted && one.fuel() != other.fuel() ? "fuel " + one.fuel() + " but " + other.fuel() : null;
    }
}
