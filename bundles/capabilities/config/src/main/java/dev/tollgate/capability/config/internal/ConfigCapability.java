package dev.tollgate.capability.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.PluginData;
import dev.tollgate.abi.capability.ProvidesGate;
import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.abi.settings.Setting;
import dev.tollgate.capability.config.ConfigGate;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The config gate, onto the values that administrators set. */
@Component(service = Capability.class)
@ProvidesGate(name = "config", version = "1.0")
public final class ConfigCapability implements Capability, ConfigGate, PluginData {
    private final ConfigValues values;

    @Activate
    public ConfigCapability(@Reference ConfigValues values) {
        this.values = values;
    }

    @Override
    public String get(GateCall call, String key) throws GateException {
        return values.get(call.plugin().slug(), key).map(JsonNode::toString)
                .orElseThrow(() -> new GateException(Errno.ENOENT, "no value is set for that key"));
    }

    @Override
    public List<String> list(GateCall call) {
        return values.list(call.plugin().slug()).stream().map(Setting::name).toList();
    }

    /** Values belong to a slug: every version reads the same. */
    @Override
    public void prepare(PluginId plugin, Map<String, byte[]> files) {
    }

    @Override
    public void forget(String slug) {
        values.forget(slug);
    }
}
