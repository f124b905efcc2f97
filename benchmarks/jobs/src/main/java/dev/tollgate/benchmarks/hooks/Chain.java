package dev.tollgate.benchmarks.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tollgate.benchmarks.jobs.subject.PluginHost;
import dev.tollgate.engine.Invoker;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HookPoint;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.internal.hook.HookChain;
import dev.tollgate.lifecycle.internal.hook.HookPoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ten plugins on one hook, and the ways to call them. */
final class Chain {
    static final int PLUGINS = 10;

    /** @param text of 1,000 characters, so that its JSON is about 1 KiB */
    record Note(String title, String text) {
    }

    private static final HookPoint<Note> NOTE = HookPoint.filter("bench.note", Note.class, """
            {"type": "object", "required": ["title", "text"], "additionalProperties": false, "properties":
             {"title": {"type": "string", "maxLength": 100}, "text": {"type": "string", "pattern": "^x+$"}}}""");
    private static final Note VALUE = new Note("hello", "x".repeat(1_000));
    private static final JsonNode TREE = JsonNodeFactory.instance.objectNode().put("title", VALUE.title()).put("text", VALUE.text());
    private static final byte[] KIBIBYTE = TREE.toString().getBytes(UTF_8);
    private static final byte[] NOTHING = new byte[0];

    private final List<ActivePlugin> noops = new ArrayList<>();
    private final List<ActivePlugin> echoes = new ArrayList<>();
    private final Invoker invoker;
    private final Hooks hooks;

    Chain(Path folder) {
        PluginHost host = new PluginHost(folder, Map.of());
        host.start();
        for (int i = 0; i < PLUGINS; i++) {
            noops.add(host.active(TestPackage.of("bench-noop-" + i, "1.0.0", "runaway").filter("bench.noop", "noop")));
            echoes.add(host.active(TestPackage.of("bench-echo-" + i, "1.0.0", "basic").filter("bench.echo", "echo").filter("bench.note", "echo")));
        }
        invoker = host.the(Invoker.class);
        host.the(HookPoints.class).add(NOTE);
        hooks = host.the(HookChain.class);
    }

    /** What is measured, each a call of all ten. */
    Map<String, Runnable> calls() {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("no-op, 10 bare invocations", () -> bare(noops, "noop", NOTHING));
        calls.put("no-op, chain of 10", () -> check(hooks.filter("bench.noop", NOTHING).reports()));
        calls.put("echo of 1 KiB, 10 bare invocations", () -> bare(echoes, "echo", KIBIBYTE));
        calls.put("echo of 1 KiB, chain of 10, bytes", () -> check(hooks.filter("bench.echo", KIBIBYTE).reports()));
        calls.put("echo of 1 KiB, chain of 10, JSON", () -> check(hooks.filter("bench.echo", TREE).reports()));
        calls.put("echo of 1 KiB, chain of 10, typed with a schema", () -> check(hooks.filter(NOTE, VALUE).reports()));
        return calls;
    }

    private void bare(List<ActivePlugin> plugins, String handler, byte[] input) {
        byte[] value = input;
        for (ActivePlugin plugin : plugins) {
            Outcome outcome = invoker.invoke(plugin.module(), handler, value, Profile.of(Profile.Kind.FILTER, plugin.hookLimits()));
            if (!(outcome instanceof Outcome.Completed completed)) {
                throw new IllegalStateException("not completed: " + outcome);
            }
            value = completed.output();
        }
    }

    private static void check(List<HandlerReport> reports) {
        if (reports.size() != PLUGINS || !reports.stream().allMatch(report -> report.ending() == HandlerReport.Ending.COMPLETED)) {
            throw new IllegalStateException("not completed: " + reports);
        }
    }
}
