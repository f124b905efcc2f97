package dev.tollgate.tour;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The example packages of the distribution, on their way to active plugins. */
final class Packages {
    static final String BY = "tour";

    private final Path folder;
    private final Plugins plugins;
    private final Grants grants;
    private final Transcript transcript;

    Packages(Path folder, Plugins plugins, Grants grants, Transcript transcript) {
        this.folder = folder;
        this.plugins = plugins;
        this.grants = grants;
        this.transcript = transcript;
    }

    /** Installs, decides and activates, unless an earlier run did. */
    PluginId open(String file) throws IOException, InstallException {
        PluginId id = install(file);
        PluginView view = plugins.get(id.slug()).orElseThrow();
        if (view.state() == PluginState.ACTIVE) {
            transcript.say("found as it was", view.current() + ", " + view.state() + ", " + capabilities(view));
            return id;
        }
        transcript.say("installed", id + " from examples/" + file);
        transcript.say("asks for", capabilities(view));
        for (CapabilityStatus capability : view.capabilities()) {
            if (capability.decision() == Decision.UNDECIDED) {
                grants.grant(id, capability.name(), BY);
                transcript.say("granted", capability.name() + " to " + id);
            }
        }
        PluginView active = plugins.activate(id.slug(), Optional.of(id.version()), BY);
        transcript.say("activated", active.current() + " is " + active.state());
        transcript.expect(active.state() == PluginState.ACTIVE);
        return id;
    }

    PluginId install(String file) throws IOException, InstallException {
        return plugins.install(Files.readAllBytes(folder.resolve(file)), BY);
    }

    private static String capabilities(PluginView view) {
        return view.capabilities().stream().map(capability -> capability.name() + " (" + (capability.optional() ? "optional" : "required")
                + ", " + capability.decision().name().toLowerCase(Locale.ROOT) + ", "
                + (capability.provided() ? "provided" : "not provided") + ")").collect(Collectors.joining(", "));
    }
}
