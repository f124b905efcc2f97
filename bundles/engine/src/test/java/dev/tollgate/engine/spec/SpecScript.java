package dev.tollgate.engine.spec;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.InvalidException;
import com.dylibso.chicory.wasm.MalformedException;
import com.dylibso.chicory.wasm.UnlinkableException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.engine.harness.Ending;
import dev.tollgate.engine.harness.GuestStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One file of the suite, run command by command in one store. */
final class SpecScript {
    private final Path script;
    private final GuestStore store;
    private final Map<String, Instance> named = new HashMap<>();
    private final Map<Integer, String> failures = new TreeMap<>();
    private Instance latest;

    SpecScript(Path script, GuestStore store) {
        this.script = script;
        this.store = store;
        SpecHost.offer(store);
    }

    /** Runs the whole file. A command that fails ends nothing but itself. */
    void run() {
        for (JsonNode command : SpecSuite.commands(script)) {
            // The text format is no concern of an engine that reads binaries.
            if (command.path("module_type").asText().equals("text")) {
                continue;
            }
            String failure = failure(command);
            if (failure != null) {
                failures.put(command.get("line").intValue(), command.get("type").textValue() + ": " + failure);
            }
        }
    }

    /** What failed, by line. */
    Map<Integer, String> failures() {
        return failures;
    }

    private String failure(JsonNode command) {
        return switch (command.get("type").textValue()) {
            case "module" -> module(command);
            case "register" -> register(command);
            case "action" -> unless(Ending.Kind.RETURNED, act(command));
            case "assert_return" -> results(command);
            case "assert_trap" -> unless(Ending.Kind.TRAPPED, act(command));
            case "assert_exhaustion" -> unless(Ending.Kind.TOO_DEEP, act(command));
            case "assert_invalid", "assert_malformed" -> refusal(command, Set.of(InvalidException.class, MalformedException.class));
            case "assert_unlinkable" -> refusal(command, Set.of(UnlinkableException.class));
            case "assert_uninstantiable" -> refusal(command, Set.of(ChicoryException.class));
            default -> "no such command is known";
        };
    }

    private String module(JsonNode command) {
        latest = null;
        try {
            latest = store.instantiate(SpecSuite.module(script, command));
        } catch (RuntimeException | StackOverflowError | LinkageError refused) {
            return refused.toString();
        } finally {
            if (command.has("name")) {
                named.put(command.get("name").textValue(), latest);
            }
        }
        return null;
    }

    private String register(JsonNode command) {
        Instance instance = instance(command, "name");
        if (instance == null) {
            return "the module was not instantiated";
        }
        store.register(command.get("as").textValue(), instance);
        return null;
    }

    private String results(JsonNode command) {
        Ending ending = act(command);
        if (ending.kind() != Ending.Kind.RETURNED) {
            return unless(Ending.Kind.RETURNED, ending);
        }
        JsonNode expected = command.get("expected");
        return SpecValue.match(expected, ending.results()) ? null : Arrays.toString(ending.results()) + " instead of " + expected;
    }

    private String refusal(JsonNode command, Set<Class<? extends RuntimeException>> expected) {
        try {
            store.instantiate(SpecSuite.module(script, command));
        } catch (RuntimeException | StackOverflowError | LinkageError refused) {
            boolean right = expected.stream().anyMatch(type -> type.isInstance(refused));
            return right ? null : refused + " for: " + command.get("text").textValue();
        }
        return "was accepted, though: " + command.get("text").textValue();
    }

    private Ending act(JsonNode command) {
        JsonNode action = command.get("action");
        Instance instance = instance(action, "module");
        String field = action.get("field").textValue();
        if (instance == null) {
            return new Ending(Ending.Kind.BROKEN, new long[0], "the module was not instantiated");
        }
        return action.get("type").textValue().equals("get")
                ? Ending.of(() -> new long[] {instance.exports().global(field).getValue()})
                : Ending.of(() -> store.call(instance, field, SpecValue.all(action.get("args"))));
    }

    private Instance instance(JsonNode node, String key) {
        return node.has(key) ? named.get(node.get(key).textValue()) : latest;
    }

    private static String unless(Ending.Kind expected, Ending ending) {
        return ending.kind() == expected ? null : ending.kind() + " instead of " + expected + " " + ending.detail();
    }
}
