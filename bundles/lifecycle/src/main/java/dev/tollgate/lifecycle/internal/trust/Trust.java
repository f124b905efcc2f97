package dev.tollgate.lifecycle.internal.trust;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.Signer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether a package is trusted now. A changed configuration takes the place of the one before it in this same component: all plugins
 * would stop if it went and came. One that cannot be read trusts nobody, and stops nobody.
 */
@Component(service = Trust.class, configurationPid = TrustSettings.PID)
@Designate(ocd = TrustSettings.class)
public final class Trust {
    private static final Logger LOG = LoggerFactory.getLogger(Trust.class);

    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private volatile InForce now;

    /**
     * A policy, and what was let pass by it, so that it is known of what runs.
     *
     * @param unreadable why there is none
     * @param passed     by slug
     */
    private record InForce(Optional<TrustPolicy> policy, String unreadable, Map<String, PluginId> passed) {
    }

    @Activate
    public Trust(Map<String, Object> configuration) {
        this.now = inForce(configuration);
    }

    @Modified
    public void modified(Map<String, Object> configuration) {
        now = inForce(configuration);
        followers.forEach(Runnable::run);
    }

    /** @param follower is told after each change, on a thread on which it must not take long */
    public void follow(Runnable follower) {
        followers.add(follower);
    }

    public void leave(Runnable follower) {
        followers.remove(follower);
    }

    /** Why nobody can be trusted at present, where the configuration cannot be read. */
    public Optional<String> unreadable() {
        InForce current = now;
        return current.policy().isPresent() ? Optional.empty() : Optional.of(current.unreadable());
    }

    /**
     * Whose a package is; empty where nobody whom the operator trusts signed it, and that is allowed.
     *
     * @param owner who signed the version that is current, where it matters
     */
    public Optional<Signer> signer(PluginId id, List<PackageSignature> signatures, Optional<Signer> owner) throws UntrustedException {
        InForce current = now;
        if (current.policy().isEmpty()) {
            throw new UntrustedException(id + " is not trusted: " + current.unreadable());
        }
        Optional<Signer> signer = current.policy().get().signer(id, signatures, owner);
        current.passed().put(id.slug(), id);
        return signer;
    }

    /** All that can be said of a package that cannot be read any more. */
    public void requireUnrevoked(PluginId id) throws UntrustedException {
        Optional<TrustPolicy> policy = now.policy();
        if (policy.isPresent()) {
            policy.get().requireUnrevoked(id);
        }
    }

    /** Whether this version was the last one of its plugin that was asked about, and the configuration is still the same. */
    public boolean passed(PluginId id) {
        return id.equals(now.passed().get(id.slug()));
    }

    private static InForce inForce(Map<String, Object> configuration) {
        try {
            return new InForce(Optional.of(PolicyReader.read(configuration)), "", new ConcurrentHashMap<>());
        } catch (IllegalArgumentException unreadable) {
            LOG.error("no plugin is installed or activated, and what runs goes on, until this is mended: {}", unreadable.getMessage());
            return new InForce(Optional.empty(), unreadable.getMessage() + "; until this is mended no plugin is installed or activated",
                    new ConcurrentHashMap<>());
        }
    }
}
