package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestException;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.configuration.CheckedValues;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An operator's ceilings hold for plugins that run already, and change under them. */
class PluginCapsTest {
    private final Ceilings ceilings = new Ceilings(settings(Map.of()));

    @Test
    void aPluginThatIsLoadedHasTheNewCeilingAtItsNextCall() throws ManifestException {
        PluginCaps caps = new PluginCaps(manifest(), ceilings);
        assertThat(caps.hooks().fuel().units()).isEqualTo(50_000_000);
        ceilings.configure(settings(Map.of("hook.fuel", 20_000_000L, "high.job.fuel", 30_000_000L)));
        assertThat(caps.hooks().fuel().units()).isEqualTo(20_000_000);
        assertThat(caps.highResourceJobs().fuel().units()).isEqualTo(30_000_000);
        ceilings.configure(settings(Map.of()));
        assertThat(caps.hooks().fuel().units()).isEqualTo(50_000_000);
    }

    @Test
    void nothingIsReckonedAnewWhileNothingChanges() throws ManifestException {
        PluginCaps caps = new PluginCaps(manifest(), ceilings);
        assertThat(caps.jobs()).isSameAs(caps.jobs());
    }

    private static Manifest manifest() throws ManifestException {
        return new ManifestReader().read("""
                apiVersion: tollgate/v1
                slug: capped
                name: Capped
                version: 1.0.0
                server: { wasm: plugin.wasm }
                """.getBytes(UTF_8));
    }

    private static Ceilings.Settings settings(Map<String, Object> others) {
        Map<String, Object> values = new HashMap<>();
        for (Method setting : Ceilings.Settings.class.getDeclaredMethods()) {
            values.put(setting.getName().replace('_', '.'), setting.getDefaultValue());
        }
        values.putAll(others);
        return new CheckedValues(values).as(Ceilings.Settings.class);
    }
}
