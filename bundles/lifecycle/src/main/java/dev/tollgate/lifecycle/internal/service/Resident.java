package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import java.util.function.BooleanSupplier;

/**
 * The generation that a service runs on, and its one instance in the engine. Whoever has it guards what it is with a lock, and calls it
 * without, one call at a time.
 */
final class Resident {
    private final GuestCalls calls;
    private final Generations generations;
    private volatile ActivePlugin plugin;
    private Generations.Stay stay;
    /** Its start succeeded, and its instance is there. */
    private volatile boolean started;
    private volatile boolean aborted;

    Resident(ActivePlugin plugin, GuestCalls calls, Generations generations) {
        this.calls = calls;
        this.generations = generations;
        this.plugin = plugin;
        this.stay = generations.stay(plugin);
    }

    ActivePlugin plugin() {
        return plugin;
    }

    Manifest.Service rules() {
        return rules(plugin);
    }

    static Manifest.Service rules(ActivePlugin plugin) {
        return plugin.manifest().service().orElseThrow();
    }

    boolean started() {
        return started;
    }

    /** Another generation takes its place. */
    void become(ActivePlugin next) {
        leave();
        plugin = next;
        stay = generations.stay(next);
    }

    /** This generation is not needed any more. */
    void leave() {
        started = false;
        stay.close();
    }

    /** Its instance is not there any more. */
    void gone() {
        started = false;
    }

    /** On an instance of its own, whatever was before. */
    Called start() {
        aborted = false;
        renew();
        Called called = rules().start().map(handler -> calls.call(plugin, handler, () -> !aborted)).orElse(Called.DONE);
        started = called instanceof Called.Done;
        return called;
    }

    /** Nothing is left of it afterwards. */
    Called stop() {
        aborted = false;
        Called called = !started ? Called.DONE : rules().stop().map(handler -> calls.call(plugin, handler, () -> true)).orElse(Called.DONE);
        started = false;
        renew();
        return called;
    }

    Called status() {
        return calls.call(plugin, rules().status().orElseThrow(), () -> !aborted);
    }

    /** @param wanted whether the outcome still counts */
    Called event(IngressEvent event, BooleanSupplier wanted) {
        return calls.event(plugin, event, () -> !aborted && wanted.getAsBoolean());
    }

    /** The event or the status that is being asked for ends where it is. */
    void abort() {
        aborted = true;
    }

    boolean aborted() {
        return aborted;
    }

    private void renew() {
        plugin.service().ifPresent(GuestModule::renew);
    }
}
