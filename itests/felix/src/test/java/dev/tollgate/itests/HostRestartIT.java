package dev.tollgate.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.Plugins;
import java.util.Optional;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The host's own bundle is replaced. */
public class HostRestartIT extends WithGates {
    /** Gates that need plugins, as the queue does, find them again, and plugins find the gates. */
    @Test
    public void afterARestartOfTheHostEveryGateIsProvidedAgain() throws Exception {
        PluginId id = plugins.install(gates("restarted", "1.0.0", SCOPES.keySet().toArray(String[]::new)).build(), BY);
        for (String gate : SCOPES.keySet()) {
            grants.grant(id, gate, BY);
        }
        plugins.activate("restarted", Optional.empty(), BY);
        Bundle host = bundleOf("dev.tollgate.lifecycle");
        for (int i = 0; i < 3; i++) {
            host.stop();
            host.start();
            // The gates come one by one.
            await("all gates", () -> service(Plugins.class).active("restarted").isPresent()
                    && service(Plugins.class).get("restarted").orElseThrow().state() == PluginState.ACTIVE);
            assertEquals(Optional.empty(), service(Plugins.class).get("restarted").orElseThrow().reason());
            var result = service(Hooks.class).filter("restarted", PROBES.get("queue").input());
            assertEquals(Ending.COMPLETED, result.reports().get(0).ending());
            assertTrue(GateScript.answers(result.value()).get(0).number() > 0);
        }
    }
}
