package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.internal.gate.GrantRegistry;
import dev.tollgate.lifecycle.internal.gate.ScopeCheck;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What versions ask for, and what was decided about it. Whoever uses it sees to it that versions do not go meanwhile. */
final class CapabilityDecisions {
    private final GrantRegistry grants;
    private final Versions versions;
    private final ScopeCheck scopes;

    CapabilityDecisions(GrantRegistry grants, Versions versions, ScopeCheck scopes) {
        this.grants = grants;
        this.versions = versions;
        this.scopes = scopes;
    }

    /** @param scope empty: as far as the manifest asks */
    Grant grant(PluginId plugin, String capability, Optional<String> scope, String by) {
        VersionAsks asks = asking(plugin, capability);
        String asked = asks.scope(capability);
        String granted = scope.orElse(asked);
        try {
            scopes.narrows(capability, asks.imports(), asked, granted);
        } catch (IllegalArgumentException refused) {
            throw new PluginException(plugin + " cannot be granted " + capability + ": " + refused.getMessage(), refused);
        }
        grants.grant(plugin, capability, granted, by);
        return grants.find(plugin, capability).orElseThrow();
    }

    void deny(PluginId plugin, String capability, String by) {
        asking(plugin, capability);
        grants.deny(plugin, capability, by);
    }

    /** @throws InstallException with each scope that its gate does not understand */
    void check(VersionAsks asks) throws InstallException {
        List<String> mistakes = new ArrayList<>();
        for (String capability : asks.manifest().capabilities().keySet()) {
            try {
                scopes.readable(capability, asks.imports(), asks.scope(capability));
            } catch (IllegalArgumentException unreadable) {
                mistakes.add("plugin.yaml /capabilities/" + capability + ": " + unreadable.getMessage());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InstallException(mistakes);
        }
    }

    /**
     * What was decided holds for a new digest that asks for no more in anything; one that does is decided about as a whole, since
     * two capabilities together can do what neither does alone. A grant that was narrowed stays as narrow, or becomes what the new
     * version asks where that is narrower still.
     */
    void carryOver(PluginId from, PluginId to) {
        VersionAsks before = versions.asks(from);
        VersionAsks next = versions.asks(to);
        if (next.manifest().capabilities().keySet().stream().allMatch(capability -> before.asksFor(capability)
                && scopes.covers(capability, next.imports(), before.scope(capability), next.scope(capability)))) {
            next.manifest().capabilities().keySet().forEach(capability -> carryOver(from, to, capability, next));
        }
    }

    private void carryOver(PluginId from, PluginId to, String capability, VersionAsks next) {
        Optional<Grant> grant = grants.find(from, capability);
        String by = grant.map(Grant::decidedBy).orElse("the host") + ", carried over from " + from.version();
        String asks = next.scope(capability);
        if (grant.isEmpty()) {
            if (versions.decision(from, capability) == Decision.DENIED) {
                grants.deny(to, capability, by);
            }
        } else if (scopes.covers(capability, next.imports(), asks, grant.get().scope())) {
            grants.grant(to, capability, grant.get().scope(), by);
        } else if (scopes.covers(capability, next.imports(), grant.get().scope(), asks)) {
            grants.grant(to, capability, asks, by);
        }
    }

    /** @throws PluginException where somebody has to decide first, with what changed */
    void requireDecided(PluginId id) {
        Manifest manifest = versions.manifest(id);
        List<String> undecided = manifest.capabilities().keySet().stream().filter(capability -> !manifest.optional(capability)
                && versions.decision(id, capability) == Decision.UNDECIDED).sorted()
                .map(capability -> capability + change(id, capability).map(change -> " (" + change + ")").orElse("")).toList();
        if (!undecided.isEmpty()) {
            throw new PluginException(id + " asks for " + String.join(", ", undecided)
                    + ", which nobody decided about: grant or revoke it first");
        }
    }

    /** How what is asked now differs from what an earlier version was granted; empty where none was. */
    Optional<String> change(PluginId id, String capability) {
        return versions.all(id.slug()).stream().filter(other -> !other.equals(id)).flatMap(other -> grants.find(other, capability).stream())
                .findFirst().map(grant -> "now " + asking(id, capability).scope(capability) + ", " + grant.plugin().version() + " was granted " + grant.scope());
    }

    /** The capabilities that may keep something for a plugin: what its versions ask for, and what administrators set without being asked. */
    Set<String> keepers(List<PluginId> all) {
        Set<String> keepers = new TreeSet<>(Set.of("config", "secrets"));
        for (PluginId id : all) {
            try {
                keepers.addAll(versions.manifest(id).capabilities().keySet());
            } catch (PluginException damaged) {
                // Its package cannot be read any more; what it was granted is known all the same.
                grants.decisions(id.slug()).forEach(decision -> keepers.add(decision.capability()));
            }
        }
        return keepers;
    }

    private VersionAsks asking(PluginId plugin, String capability) {
        if (versions.find(plugin).isEmpty()) {
            StoredVersion installed = versions.find(plugin.slug(), plugin.version())
                    .orElseThrow(() -> new PluginException(plugin.slug() + " " + plugin.version() + " is not installed"));
            throw new PluginException("the decision names digest " + plugin.digest().brief() + ", but " + plugin.slug() + " "
                    + plugin.version() + " has " + installed.id().digest().brief() + ": decide about what is installed");
        }
        VersionAsks asks = versions.asks(plugin);
        if (!asks.asksFor(capability)) {
            throw new PluginException(plugin + " does not ask for " + capability + ", so it cannot be granted; it asks for "
                    + asks.manifest().capabilities().keySet().stream().sorted().toList());
        }
        return asks;
    }
}
