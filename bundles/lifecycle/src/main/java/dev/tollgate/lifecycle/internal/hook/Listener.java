package dev.tollgate.lifecycle.internal.hook;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.engine.Profile;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.HookKind;
import dev.tollgate.lifecycle.HookListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One handler of a generation of a plugin.
 *
 * @param ordinal which of the plugin's handlers of this hook it is, as declared
 * @param profile under what it runs while the chain has time enough
 */
record Listener(ActivePlugin plugin, HookKind kind, Manifest.Hook hook, int ordinal, Profile profile) {
    static List<Listener> of(ActivePlugin plugin, HookKind kind) {
        Manifest.HookHandlers declared = plugin.manifest().hooks();
        Map<String, Integer> ordinals = new HashMap<>();
        List<Listener> listeners = new ArrayList<>();
        for (Manifest.Hook hook : kind == HookKind.FILTER ? declared.filters() : declared.actions()) {
            int ordinal = ordinals.merge(hook.name(), 1, Integer::sum) - 1;
            listeners.add(new Listener(plugin, kind, hook, ordinal, new Profile(
                    kind == HookKind.FILTER ? Profile.Kind.FILTER : Profile.Kind.ACTION, plugin.hookLimits(), Map.of("hook", hook.name()))));
        }
        return listeners;
    }

    /**
     * The same listener of another generation: its handler, or the one in its place where that is a new one; empty where there is neither.
     * So none is called twice in a chain that began before the other generation did.
     */
    Optional<Listener> in(ActivePlugin generation) {
        List<Listener> now = of(generation, kind).stream().filter(other -> other.hook.name().equals(hook.name())).toList();
        Optional<Listener> inPlace = now.stream().filter(other -> other.ordinal == ordinal).findFirst();
        if (inPlace.filter(this::handlesAlike).isPresent()) {
            return inPlace;
        }
        List<Listener> before = of(plugin, kind).stream().filter(other -> other.hook.name().equals(hook.name())).toList();
        return now.stream().filter(this::handlesAlike).findFirst()
                .or(() -> inPlace.filter(other -> before.stream().noneMatch(other::handlesAlike)));
    }

    private boolean handlesAlike(Listener other) {
        return other.hook.handler().equals(hook.handler());
    }

    /** Under what it runs when the chain has so much time left. */
    Profile within(Duration left) {
        return left.compareTo(profile.limits().deadline()) >= 0 ? profile : new Profile(profile.kind(),
                profile.limits().with(profile.limits().fuel(), profile.limits().memory(), left), profile.context());
    }

    HookOrder.Place place() {
        return new HookOrder.Place(plugin.id().slug(), hook.priority(), ordinal, hook.before(), hook.after());
    }

    HookListener view() {
        return new HookListener(plugin.id(), kind, hook.handler(), hook.priority(), hook.before(), hook.after());
    }
}
