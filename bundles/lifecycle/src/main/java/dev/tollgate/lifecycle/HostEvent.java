package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.limits.Trip;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to a plugin, or to what plugins use. */
public sealed interface HostEvent {
    /** The catalogue is another one now. */
    record Catalogued(PluginEvent event) implements HostEvent { }

    /** A limit ended an invocation. */
    record Tripped(Trip trip) implements HostEvent { }

    /** A gate was opened, closed, or stays closed for one plugin. */
    record Decided(GrantDecision decision) implements HostEvent { }

    /**
     * A breaker acted, or was reset.
     *
     * @param by     who did it; {@value BreakerEvent#HOST} where the breaker did
     * @param detail why, in words
     */
    record BreakerMoved(String slug, BreakerMove move, String by, String detail, Instant at) implements HostEvent { }

    /** What a breaker did, or had done to it. */
    enum BreakerMove {
        /** The plugin is not called for a while. */
        DEGRADED, DEACTIVATED, RESET
    }

    /** A service plugin is in another state. @param reason why; empty where it runs as it should */
    record ServiceMoved(PluginId plugin, ServiceState state, Optional<String> reason, Instant at) implements HostEvent { }

    /**
     * A gate has another provider, or none.
     *
     * @param gate     such as {@code tollgate:kv@1}
     * @param provider the symbolic name of its bundle; empty where there is none
     */
    record GateMoved(String gate, Optional<String> provider, Instant at) implements HostEvent { }
}
