package dev.tollgate.bnd;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import dev.tollgate.guests.Guests;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;

/** Builds a plugin bundle as bnd does, and keeps what bnd says of it. */
final class PluginBundleJar {
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> instructions = new LinkedHashMap<>(Map.of(
            "Bundle-SymbolicName", "probe.bundle", "Bundle-Version", "7.0.0", "-resourceonly", "true",
            "Tollgate-Plugin", "plugin.yaml", "-plugin.tollgate", PluginRequirements.class.getName()));

    record Built(Attributes headers, List<String> errors, List<String> warnings) {
        String requires() {
            return headers.getValue("Require-Capability");
        }
    }

    /** A bundle with a test guest and a manifest that asks for these capabilities, in YAML. */
    static PluginBundleJar of(String guest, String capabilities) {
        return new PluginBundleJar().file("plugin.yaml", manifest(capabilities)).file("plugin.wasm", Guests.wasm(guest));
    }

    static byte[] manifest(String capabilities) {
        return ("apiVersion: tollgate/v1\nslug: probe\nname: Probe\nversion: 1.2.3\nserver: { wasm: plugin.wasm }\ncapabilities: "
                + capabilities + "\n").getBytes(StandardCharsets.UTF_8);
    }

    PluginBundleJar file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    PluginBundleJar without(String path) {
        files.remove(path);
        return this;
    }

    PluginBundleJar instruction(String name, String value) {
        instructions.put(name, value);
        return this;
    }

    PluginBundleJar withoutInstruction(String name) {
        instructions.remove(name);
        return this;
    }

    Built build() throws Exception {
        try (Builder builder = new Builder(); Jar content = new Jar("content")) {
            files.forEach((path, file) -> content.putResource(path, new EmbeddedResource(file, 0)));
            instructions.forEach(builder::setProperty);
            builder.setJar(content);
            Attributes headers = new Attributes(builder.build().getManifest().getMainAttributes());
            return new Built(headers, List.copyOf(builder.getErrors()), List.copyOf(builder.getWarnings()));
        }
    }
}
