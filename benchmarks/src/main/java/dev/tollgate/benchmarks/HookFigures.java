package dev.tollgate.benchmarks;

import dev.tollgate.guests.Guests;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.Plugins;
import java.util.Optional;

/** What one call of a hook costs, beside the same call on the bare engine. */
final class HookFigures {
    private static final byte[] NOTHING = new byte[0];

    private final Plugins plugins;
    private final Hooks hooks;

    HookFigures(Plugins plugins, Hooks hooks) {
        this.plugins = plugins;
        this.hooks = hooks;
    }

    String table() throws InstallException {
        byte[] kibibyte = new byte[1_024];
        activate(TestPackage.of("bench-noop", "1.0.0", "runaway").filter("bench.noop", "noop"));
        activate(TestPackage.of("bench-echo", "1.0.0", "basic").filter("bench.echo", "echo"));
        return "| hook invocation | p50 us | p99 us | bare engine p50 us |\n|---|---|---|---|\n"
                + row("no-op, 64 KiB of memory", Samples.of(() -> hooks.filter("bench.noop", NOTHING)),
                        Samples.of(new BareEngine(Guests.wasm("runaway"), NOTHING).calls("noop")))
                + row("echo of 1 KiB, 1.25 MiB of memory", Samples.of(() -> hooks.filter("bench.echo", kibibyte)),
                        Samples.of(new BareEngine(Guests.wasm("basic"), kibibyte).calls("echo")));
    }

    private void activate(TestPackage plugin) throws InstallException {
        String slug = plugins.install(plugin.build(), "bench").slug();
        plugins.activate(slug, Optional.empty(), "bench");
    }

    private static String row(String name, Samples ours, Samples bare) {
        return "| " + name + " | " + Samples.micros(ours.median()) + " | " + Samples.micros(ours.percentile(99)) + " | "
                + Samples.micros(bare.median()) + " |\n";
    }
}
