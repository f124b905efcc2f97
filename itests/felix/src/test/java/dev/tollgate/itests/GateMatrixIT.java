package dev.tollgate.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import java.util.Map;
import java.util.Optional;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Asked, granted, provided: what a call comes to, row by row, for each gate. */
public class GateMatrixIT extends WithGates {
    @Before
    public void nobodyWaitsLongForAProviderThatDoesNotComeBack() throws Exception {
        configure("dev.tollgate.gates", Map.of("swap.wait.ms", 50));
    }

    @Test
    public void a18WhatIsNotAskedForIsRefusedAtInstallWithTheExactImport() {
        for (String gate : SCOPES.keySet()) {
            TestPackage plugin = TestPackage.of("unasked-" + gate, "1.0.0", "gates");
            SCOPES.forEach((capability, scope) -> {
                if (!capability.equals(gate)) {
                    plugin.asks(capability + ": { " + scope + " }");
                }
            });
            InstallException refused = assertThrows(gate, InstallException.class, () -> plugins.install(plugin.build(), BY));
            assertTrue(refused.getMessage(), refused.getMessage().contains("module imports tollgate:" + gate + "@1."));
            assertTrue(refused.getMessage(), refused.getMessage().contains("which plugin.yaml does not ask for: add '" + gate + "' to /capabilities"));
        }
    }

    @Test
    public void whatIsAskedButNotGrantedIsEpermAtEachCall() throws Exception {
        for (String gate : SCOPES.keySet()) {
            String slug = "denied-" + gate;
            PluginId id = plugins.install(gates(slug, "1.0.0", gate).build(), BY);
            PluginException undecided = assertThrows(gate, PluginException.class, () -> plugins.activate(slug, Optional.empty(), BY));
            assertTrue(undecided.getMessage(), undecided.getMessage().contains("asks for " + gate + ", which nobody decided about"));
            grants.deny(id, gate, BY);
            plugins.activate(slug, Optional.empty(), BY);
            assertEquals(gate, EPERM, one(slug, PROBES.get(gate)).number());
            assertEquals(gate, EPERM, one(slug, PROBES.get(gate)).number());
        }
    }

    @Test
    public void whatIsGrantedButNotProvidedIsEunavailableWhereItIsOptionalAndAWaitWhereItIsNot() throws Exception {
        for (String gate : SCOPES.keySet()) {
            PluginId optional = plugins.install(gates("optional-" + gate, "1.0.0").build(), BY);
            grants.grant(optional, gate, BY);
            plugins.activate("optional-" + gate, Optional.empty(), BY);
            holding("required-" + gate, gate);
            Bundle provider = bundleOf("dev.tollgate.capability-" + gate);
            provider.stop();
            try {
                assertEquals(gate, EUNAVAILABLE, one("optional-" + gate, PROBES.get(gate)).number());
                assertEquals(gate, PluginState.ACTIVE, plugins.get("optional-" + gate).orElseThrow().state());
                assertEquals(gate, PluginState.WAITING, plugins.get("required-" + gate).orElseThrow().state());
                assertEquals(Optional.of("no bundle provides tollgate:" + gate + "@1"), plugins.get("required-" + gate).orElseThrow().reason());
                HookResult neutral = hooks.filter("required-" + gate, PROBES.get(gate).input());
                assertEquals(gate, Ending.SKIPPED, neutral.reports().get(0).ending());
            } finally {
                provider.start();
            }
            assertEquals(gate, PluginState.ACTIVE, plugins.get("required-" + gate).orElseThrow().state());
            answered("required-" + gate, gate);
            answered("optional-" + gate, gate);
        }
    }

    @Test
    public void whatIsAskedGrantedAndProvidedIsTheGateUntilItIsRevoked() throws Exception {
        for (String gate : SCOPES.keySet()) {
            String slug = "open-" + gate;
            PluginId id = holding(slug, gate);
            answered(slug, gate);
            grants.deny(id, gate, BY);
            assertEquals(gate, EPERM, one(slug, PROBES.get(gate)).number());
            grants.grant(id, gate, BY);
            answered(slug, gate);
        }
    }

    /** A53: what one plugin holds does not open the gate to another that calls at the same time. */
    @Test
    public void a53OnePluginsGrantIsNoOthers() throws Exception {
        holding("rich", "kv", "db");
        holding("poor", "kv");
        assertEquals(1, one("rich", new GateScript().call("kv.increment", "shared", 1L)).number());
        assertEquals("a key of another plugin", ENOENT, one("poor", new GateScript().call("kv.get", "shared")).number());
        assertEquals(EPERM, one("poor", PROBES.get("db")).number());
    }

    /** Where it is open, what comes back is the gate's own answer: nobody listens at port 1, no secret was set. */
    private void answered(String slug, String gate) {
        long answer = one(slug, PROBES.get(gate)).number();
        switch (gate) {
            case "secrets" -> assertEquals(ENOENT, answer);
            case "http" -> assertEquals("loopback is closed", EPERM, answer);
            default -> assertTrue(gate + " answered " + answer, answer >= 0);
        }
    }
}
