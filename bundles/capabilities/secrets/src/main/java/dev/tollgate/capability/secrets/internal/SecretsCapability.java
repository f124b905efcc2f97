package dev.tollgate.capability.secrets.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.PluginData;
import dev.tollgate.abi.capability.ProvidesGate;
import dev.tollgate.abi.settings.Secrets;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.capability.secrets.SecretsGate;
import dev.tollgate.capability.secrets.SecretsScope;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The secrets gate, onto the secrets that administrators set. */
@Component(service = Capability.class)
@ProvidesGate(name = "secrets", version = "1.0")
public final class SecretsCapability implements Capability, SecretsGate, PluginData {
    private static final Logger LOG = LoggerFactory.getLogger(SecretsCapability.class);

    private final Secrets secrets;

    /** What could not be read when it was tried last: a guest that goes on trying does not fill the log. */
    private final Set<Unreadable> reported = ConcurrentHashMap.newKeySet();

    /** A secret that cannot be read. Names are those of a scope, so that there is an end to them. */
    private record Unreadable(String slug, String name) {
    }

    @Activate
    public SecretsCapability(@Reference Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public byte[] get(GateCall call, String name) throws GateException {
        if (!call.scope(SecretsScope.class).names().contains(name)) {
            throw new GateException(Errno.EPERM, "the plugin may not read a secret of that name");
        }
        return read(call.plugin().slug(), name).orElseThrow(() -> new GateException(Errno.ENOENT, "the secret is not set"));
    }

    /** Secrets belong to a slug: every version reads the same. */
    @Override
    public void prepare(PluginId plugin, Map<String, byte[]> files) {
    }

    @Override
    public void forget(String slug) {
        secrets.forget(slug);
        reported.removeIf(unreadable -> unreadable.slug().equals(slug));
    }

    private Optional<byte[]> read(String slug, String name) throws GateException {
        Unreadable secret = new Unreadable(slug, name);
        try {
            Optional<byte[]> value = secrets.get(slug, name);
            reported.remove(secret);
            return value;
        } catch (SettingsException failed) {
            if (reported.add(secret)) {
                LOG.error(failed.getMessage());
            }
            throw new GateException(Errno.EUNAVAILABLE, "the secret cannot be read; the server's log says why");
        }
    }
}
