package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.LimitsStatus;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.internal.gate.Gates;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.util.List;
import java.util.Optional;

/** Plugins as operators see them: what the catalogue keeps, and what is seen at run time. */
final class PluginViews {
    private static final String NOT_HERE = "it is not loaded on this node, which tries again for as long as it has to; its log says why";

    private final Versions versions;
    private final CapabilityDecisions decisions;
    private final Gates gates;
    private final Ceilings ceilings;
    private final BreakerRegistry breakers;
    private final PackageTrust trust;

    PluginViews(Versions versions, CapabilityDecisions decisions, Gates gates, Ceilings ceilings, BreakerRegistry breakers, PackageTrust trust) {
        this.versions = versions;
        this.decisions = decisions;
        this.gates = gates;
        this.ceilings = ceilings;
        this.breakers = breakers;
        this.trust = trust;
    }

    /**
     * @param running the version that is loaded, where one is
     * @param trouble what keeps it on this node from being as it should
     */
    PluginView of(StoredPlugin plugin, Optional<LoadedPlugin> running, Optional<String> trouble) {
        PluginId id = plugin.current();
        BreakerStatus breaker = breakers.status(id.slug());
        Manifest manifest;
        try {
            manifest = versions.manifest(id);
        } catch (PluginException damaged) {
            // Whoever looks for the reason must not be kept from it by the damage itself.
            return new PluginView(id, id.slug(), plugin.state(), plugin.reason().or(() -> Optional.of(damaged.getMessage())),
                    List.of(), List.of(), Optional.empty(), breaker, versions.all(id.slug()));
        }
        List<CapabilityStatus> capabilities = capabilities(id, manifest, running);
        List<LimitsStatus> limits = List.of(ceilings.hooks(manifest), ceilings.jobs(manifest));
        Standing standing = standing(plugin, running, trouble);
        return new PluginView(id, manifest.name(), standing.state(), standing.reason(), capabilities, limits,
                running.filter(loaded -> loaded.id().equals(id)).map(loaded -> loaded.module().code()), breaker, versions.all(id.slug()));
    }

    List<CapabilityStatus> capabilities(PluginId version, Optional<LoadedPlugin> running) {
        return capabilities(version, versions.manifest(version), running);
    }

    private List<CapabilityStatus> capabilities(PluginId id, Manifest manifest, Optional<LoadedPlugin> running) {
        return manifest.capabilities().keySet().stream().sorted().map(ask -> capability(id, manifest, ask, running)).toList();
    }

    private CapabilityStatus capability(PluginId id, Manifest manifest, String ask, Optional<LoadedPlugin> running) {
        Decision decision = versions.decision(id, ask);
        boolean provided = running.filter(loaded -> loaded.id().equals(id)).map(loaded -> loaded.gates().provided(ask))
                .orElseGet(() -> gates.provides(ask));
        return new CapabilityStatus(ask, manifest.scope(ask).toString(), manifest.optional(ask), decision, versions.granted(id, ask),
                decision == Decision.UNDECIDED ? decisions.change(id, ask) : Optional.empty(), provided);
    }

    private record Standing(PluginState state, Optional<String> reason) {
    }

    private Standing standing(StoredPlugin plugin, Optional<LoadedPlugin> running, Optional<String> trouble) {
        if (running.isPresent()) {
            List<String> gates = running.get().gates().missing();
            if (!gates.isEmpty()) {
                return new Standing(PluginState.WAITING, Optional.of("no bundle provides " + String.join(", ", gates)));
            }
            List<String> plugins = running.get().needs().missing();
            if (!plugins.isEmpty()) {
                return new Standing(PluginState.WAITING, Optional.of("it depends on what is not active, or waits itself: " + String.join(", ", plugins)));
            }
            Optional<String> degraded = breakers.degradation(plugin.current().slug());
            if (degraded.isPresent()) {
                return new Standing(PluginState.DEGRADED, degraded);
            }
        }
        if (running.isEmpty() && plugin.state() == PluginState.ACTIVE && trust.undecidable().isPresent()) {
            return new Standing(PluginState.WAITING, trust.undecidable());
        }
        if (plugin.state() != PluginState.ACTIVE) {
            return new Standing(plugin.state(), plugin.reason());
        }
        return new Standing(plugin.state(), trouble.or(() -> running.isEmpty() ? Optional.of(NOT_HERE) : plugin.reason()));
    }
}
