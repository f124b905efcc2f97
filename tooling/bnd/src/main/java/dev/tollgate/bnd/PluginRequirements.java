package dev.tollgate.bnd;

import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Constants;
import aQute.bnd.osgi.Resource;
import aQute.bnd.service.AnalyzerPlugin;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestException;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.bnd.ModuleImports.Import;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives a bundle with the header {@code Tollgate-Plugin} the requirements of its plugin: one for each gate that the module
 * imports, one for each other capability that plugin.yaml asks for, and the host's extender. What does not fit together is
 * an error of the build, in the words in which the host would refuse it. The bundle's own name and version stay as they are: the plugin's
 * are in plugin.yaml, and the two are released separately.
 */
public final class PluginRequirements implements AnalyzerPlugin {
    /** The path of plugin.yaml in the bundle; the module and all other files of the package are in the same folder. */
    static final String HEADER = "Tollgate-Plugin";

    private static final String MANIFEST = "plugin.yaml";
    /** The host's own functions, which are always there. */
    private static final String HOST = "tollgate:host@1";

    @Override
    public boolean analyzeJar(Analyzer analyzer) throws Exception {
        String path = analyzer.getProperty(HEADER);
        if (path != null) {
            Optional<Manifest> manifest = manifest(analyzer, path);
            if (manifest.isPresent()) {
                require(analyzer, requirements(analyzer, path, manifest.get()));
            }
        }
        return false;
    }

    private static Optional<Manifest> manifest(Analyzer analyzer, String path) throws Exception {
        if (!path.equals(MANIFEST) && !path.endsWith("/" + MANIFEST)) {
            error(analyzer, "is '" + path + "'; it is the path of " + MANIFEST + " in the bundle, such as plugin/" + MANIFEST);
            return Optional.empty();
        }
        Resource yaml = analyzer.getJar().getResource(path);
        if (yaml == null) {
            error(analyzer, "names " + path + ", which the bundle does not have: add it with -includeresource");
            return Optional.empty();
        }
        try {
            return Optional.of(new ManifestReader().read(bytes(yaml)));
        } catch (ManifestException invalid) {
            invalid.violations().forEach(violation -> error(analyzer, path + " " + violation));
            return Optional.empty();
        }
    }

    private static List<Requirement> requirements(Analyzer analyzer, String path, Manifest manifest) throws Exception {
        String module = path.substring(0, path.length() - MANIFEST.length()) + manifest.server().wasm();
        Resource wasm = analyzer.getJar().getResource(module);
        if (wasm == null) {
            error(analyzer, path + " /server/wasm: names " + manifest.server().wasm() + ", but the bundle has no " + module
                    + ": add it with -includeresource");
            return List.of();
        }
        try {
            return requirements(analyzer, manifest, ModuleImports.of(bytes(wasm)));
        } catch (IllegalArgumentException malformed) {
            error(analyzer, path + " /server/wasm: " + module + ": " + malformed.getMessage());
            return List.of();
        }
    }

    private static List<Requirement> requirements(Analyzer analyzer, Manifest manifest, List<Import> imports) {
        Map<String, TreeSet<Integer>> majors = new TreeMap<>();
        manifest.capabilities().keySet().forEach(asked -> majors.put(asked, new TreeSet<>()));
        for (Import imported : imports) {
            if (imported.module().startsWith("tollgate:") && !imported.module().equals(HOST)) {
                Optional<GateName> gate = GateName.parse(imported.module());
                if (gate.isEmpty()) {
                    error(analyzer, "module imports " + imported + ", which is no gate: gates are tollgate:<capability>@<major>");
                } else if (!manifest.asksFor(gate.get().capability())) {
                    error(analyzer, "module imports " + imported + ", which plugin.yaml does not ask for: add '"
                            + gate.get().capability() + "' to /capabilities");
                } else {
                    majors.get(gate.get().capability()).add(gate.get().major());
                }
            }
        }
        List<Requirement> requirements = new ArrayList<>(List.of(Requirement.EXTENDER));
        majors.forEach((capability, versions) -> {
            boolean optional = manifest.optional(capability);
            if (versions.isEmpty()) {
                requirements.add(Requirement.ofAnyVersion(capability, optional));
            }
            versions.forEach(major -> requirements.add(Requirement.of(new GateName(capability, major), optional)));
        });
        return requirements;
    }

    private static void require(Analyzer analyzer, List<Requirement> requirements) {
        String own = analyzer.getProperty(Constants.REQUIRE_CAPABILITY);
        Stream<String> clauses = requirements.stream().map(Requirement::toString);
        analyzer.setProperty(Constants.REQUIRE_CAPABILITY,
                (own == null || own.isBlank() ? clauses : Stream.concat(Stream.of(own), clauses)).collect(Collectors.joining(",")));
    }

    private static byte[] bytes(Resource resource) throws Exception {
        try (var in = resource.openInputStream()) {
            return in.readAllBytes();
        }
    }

    private static void error(Analyzer analyzer, String message) {
        // The message is an argument and no format: names in it may have a per cent sign.
        analyzer.error("%s: %s", HEADER, message).header(HEADER);
    }
}
