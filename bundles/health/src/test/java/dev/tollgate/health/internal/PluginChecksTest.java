package dev.tollgate.health.internal;

import static dev.tollgate.health.internal.HandHost.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.limits.Breaker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PluginChecksTest {
    @Test
    void untilPluginsAreRestoredItIsNotReadyAndThatPasses() {
        AtomicBoolean restored = new AtomicBoolean();
        RestoredCheck check = new RestoredCheck(new HandHost().with(Fake.of(Plugins.class, Map.of("restored", restored::get))));
        assertThat(said(check)).startsWith("TEMPORARILY_UNAVAILABLE").contains("it passes by itself");
        restored.set(true);
        assertThat(said(check)).startsWith("OK");
    }

    @Test
    void aRequiredCapabilityThatNobodyProvidesIsRedAndAnOptionalOneAWarning() {
        assertThat(said(providers(PluginState.WAITING, capability(false, false, Decision.GRANTED)))).startsWith("CRITICAL")
                .contains("order-mail waits for the capability kv, which no bundle provides; install or start one that does");
        assertThat(said(providers(PluginState.ACTIVE, capability(true, false, Decision.GRANTED)))).startsWith("WARN")
                .contains("order-mail does without the capability kv");
        assertThat(said(providers(PluginState.ACTIVE, capability(false, true, Decision.GRANTED)))).startsWith("OK");
        assertThat(said(providers(PluginState.ACTIVE, capability(true, false, Decision.DENIED)))).as("it was denied").startsWith("OK");
        assertThat(said(providers(PluginState.INACTIVE, capability(false, false, Decision.GRANTED)))).as("it is off").startsWith("OK");
    }

    @Test
    void aPluginThatFailedIsRedAndSaysWhatStartsIt() {
        assertThat(said(new PluginsCheck(host(Fake.plugin(PluginState.FAILED, Optional.of("its on_activate answered 1"))))))
                .startsWith("CRITICAL").contains("order-mail failed: its on_activate answered 1; mend it, then tollgate:activate order-mail");
        assertThat(said(new PluginsCheck(host(Fake.plugin(PluginState.ACTIVE, Optional.of("it is not loaded on this node"))))))
                .startsWith("WARN").contains("order-mail is active, but it is not loaded on this node");
        assertThat(said(new PluginsCheck(host(Fake.plugin(PluginState.WAITING, Optional.of("it depends on address-book")))))).startsWith("WARN");
        for (PluginState fine : new PluginState[] {PluginState.ACTIVE, PluginState.INSTALLED, PluginState.INACTIVE, PluginState.DEGRADED,
            PluginState.REMOVING}) {
            assertThat(said(new PluginsCheck(host(Fake.plugin(fine, Optional.empty()))))).as("%s", fine).startsWith("OK");
        }
    }

    @Test
    void aDegradedPluginIsAWarningAndOneThatTheHostDeactivatedIsRed() {
        assertThat(said(breaker(PluginState.DEGRADED, Breaker.State.DEGRADED))).startsWith("WARN")
                .contains("order-mail is not called until 2026-03-01T12:00:00Z", "2 of 3 times", "tollgate:trips order-mail");
        assertThat(said(breaker(PluginState.INACTIVE, Breaker.State.OUT))).startsWith("CRITICAL").contains("tollgate:breaker reset order-mail");
        assertThat(said(breaker(PluginState.ACTIVE, Breaker.State.CLOSED))).startsWith("OK");
    }

    @Test
    void a61WhatAPluginSaysForgesNoLineAndIsCut() {
        String said = said(new PluginsCheck(host(Fake.plugin(PluginState.FAILED,
                Optional.of("\u001b[31m\r\nCRITICAL forged \u202e" + "x".repeat(1_000_000))))));
        assertThat(said).hasSizeLessThan(600).doesNotContain("\u001b", "\r", "\u202e").contains("\\u000d\\u000aCRITICAL forged");
        assertThat(said.lines()).hasSize(2);
    }

    private static BreakersCheck breaker(PluginState state, Breaker.State breaker) {
        return new BreakersCheck(host(Fake.plugin(state, Optional.empty(), breaker)));
    }

    private static ProvidersCheck providers(PluginState state, CapabilityStatus capability) {
        return new ProvidersCheck(host(Fake.plugin(state, Optional.empty(), Breaker.State.CLOSED, capability)));
    }

    private static CapabilityStatus capability(boolean optional, boolean provided, Decision decision) {
        return new CapabilityStatus("kv", "{}", optional, decision, Optional.empty(), Optional.empty(), provided);
    }

    private static HandHost host(PluginView plugin) {
        return new HandHost().with(Fake.of(Plugins.class, Map.of("list", () -> List.of(plugin))));
    }
}
