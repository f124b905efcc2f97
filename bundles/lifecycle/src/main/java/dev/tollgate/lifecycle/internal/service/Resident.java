package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The generation that a service runs on, and its one instance in the engine. Whoever has it guards what it is with a lock, and calls it
 * without, one call at a time.
 */
final class Resident {
    private final GuestCalls calls;
    private volatile ActivePlugin plugin;
    /** Its start succeeded, and its instance was not lost since. */
    private volatile boolean started;
    private volatile boolean aborted;

    Resident(ActivePlugin plugin, GuestCalls calls) {
        this.calls = calls;
        this.plugin = plugin;
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

    /** Another generation takes its place. The one before was replaced, and nobody else calls its service. */
    void become(ActivePlugin next) {
        started = false;
        plugin.service().ifPresent(GuestModule::close);
        plugin = next;
    }

    /** Its instance is not what it was. */
    void lost() {
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
        Called called = !started ? Called.DONE : rules().stop().map(handler -> calls.call(plugin, handler, () -> !aborted)).orElse(Called.DONE);
        started = false;
        renew();
        return called;
    }

    Called status() {
        return kept(() -> calls.call(plugin, rules().status().orElseThrow(), () -> !aborted));
    }

    /** @param wanted whether the outcome still counts */
    Called event(IngressEvent event, BooleanSupplier wanted) {
        return kept(() -> calls.event(plugin, event, () -> !aborted && wanted.getAsBoolean()));
    }

    /** Also a call that did not come about, because the host has no room for what the instance asks for, may have cost the instance. */
    private Called kept(Supplier<Called> call) {
        boolean there = intact();
        Called called = call.get();
        if (there && !intact()) {
            started = false;
        }
        return called;
    }

    private boolean intact() {
        return plugin.service().orElseThrow().intact();
    }

    /** What is under way ends where it is. */
    void abort() {
        aborted = true;
    }

    boolean aborted() {
        return aborted;
    }

    private void renew() {
        plugin.service().orElseThrow().renew();
    }
}
