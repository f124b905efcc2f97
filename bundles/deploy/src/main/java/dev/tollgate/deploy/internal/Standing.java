package dev.tollgate.deploy.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.deploy.Deployment;
import dev.tollgate.deploy.Deployment.State;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import java.util.List;
import java.util.Optional;

/** How files stand now: since they were read, others may have changed their plugins. */
record Standing(Plugins plugins) {
    Deployment now(Deployment then) {
        return switch (then.state()) {
            case RUNS, STAYS, FAILED -> then.plugin().map(id -> now(then, id)).orElse(then);
            default -> then;
        };
    }

    private Deployment now(Deployment then, PluginId id) {
        Optional<PluginView> view = plugins.get(id.slug());
        if (view.isEmpty()) {
            return then.state() == State.RUNS ? as(then, State.STAYS, id.slug() + " is not installed any more") : then;
        }
        PluginView plugin = view.get();
        boolean active = plugin.state() == PluginState.ACTIVE || plugin.state() == PluginState.WAITING || plugin.state() == PluginState.DEGRADED;
        if (active && plugin.current().equals(id)) {
            return new Deployment(then.file(), State.RUNS, then.plugin(), plugin.state() == PluginState.ACTIVE ? List.of()
                    : List.of("it is " + plugin.state() + plugin.reason().map(reason -> ": " + reason).orElse("")), then.since());
        }
        if (then.state() != State.RUNS) {
            return then;
        }
        return as(then, State.STAYS, active ? id.slug() + " is at " + plugin.current().version() : id.slug() + " is " + plugin.state()
                + plugin.reason().map(reason -> ": " + reason).orElse(""));
    }

    private static Deployment as(Deployment then, State state, String detail) {
        return new Deployment(then.file(), state, then.plugin(), List.of(detail), then.since());
    }
}
