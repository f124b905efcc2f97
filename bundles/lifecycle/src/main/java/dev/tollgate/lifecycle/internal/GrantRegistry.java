package dev.tollgate.lifecycle.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.spi.GrantStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The decisions as they stand. Every gate call asks here, so they are held in memory; a decision is written to the store
 * before it takes effect.
 */
@Component(service = GrantRegistry.class)
public final class GrantRegistry {
    private record Key(PluginId plugin, String capability) {
    }

    /** An open gate; its scope is read once, because every call of the gate asks for it. */
    private record Open(Grant grant, JsonNode scope) {
        static Open of(Grant grant) {
            try {
                return new Open(grant, JSON.readTree(grant.scope()));
            } catch (JsonProcessingException damaged) {
                throw new IllegalArgumentException("the grant of " + grant.capability() + " to " + grant.plugin()
                        + " has a scope that is no JSON", damaged);
            }
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final GrantStore store;
    private final Clock clock;
    private final Map<Key, Open> open = new ConcurrentHashMap<>();

    @Activate
    public GrantRegistry(@Reference GrantStore store) {
        this(store, Clock.systemUTC());
    }

    GrantRegistry(GrantStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        store.all().forEach(grant -> open.put(new Key(grant.plugin(), grant.capability()), Open.of(grant)));
    }

    Optional<Grant> find(PluginId plugin, String capability) {
        return Optional.ofNullable(open.get(new Key(plugin, capability))).map(Open::grant);
    }

    /** How far a gate is open; empty where it is closed. */
    Optional<JsonNode> scope(PluginId plugin, String capability) {
        return Optional.ofNullable(open.get(new Key(plugin, capability))).map(Open::scope);
    }

    /** What was decided about this version since it was installed. */
    Decision decision(PluginId plugin, String capability, Instant installed) {
        if (find(plugin, capability).isPresent()) {
            return Decision.GRANTED;
        }
        return decisions(plugin.slug()).stream().anyMatch(decision -> decision.plugin().equals(plugin)
                && decision.capability().equals(capability) && !decision.decidedAt().isBefore(installed)) ? Decision.DENIED : Decision.UNDECIDED;
    }

    synchronized void grant(PluginId plugin, String capability, String scope, String by) {
        Grant grant = new Grant(plugin, capability, scope, by, clock.instant());
        store.grant(grant);
        open.put(new Key(plugin, capability), Open.of(grant));
    }

    synchronized void deny(PluginId plugin, String capability, String by) {
        store.revoke(plugin, capability, by, clock.instant());
        open.remove(new Key(plugin, capability));
    }

    /** Closes every gate of a plugin version that is no longer there. */
    synchronized void forget(PluginId plugin, String by) {
        open.keySet().stream().filter(key -> key.plugin().equals(plugin)).toList()
                .forEach(key -> deny(plugin, key.capability(), by));
    }

    List<GrantDecision> decisions(String slug) {
        return store.decisions(slug);
    }
}
