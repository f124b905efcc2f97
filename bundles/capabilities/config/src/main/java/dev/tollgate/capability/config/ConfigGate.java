package dev.tollgate.capability.config;

import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.MaxBytes;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What a plugin that holds {@code config} can read: what was set for it, not the defaults of its manifest. */
@Gate(name = "config", major = 1)
@ProviderType
public interface ConfigGate {
    /** The value of a key as JSON, or {@link dev.tollgate.abi.Errno#ENOENT} where none is set; then a default holds. */
    @GateFunction("get")
    String get(GateCall call, @MaxBytes(64) String key) throws GateException;

    /** The keys that are set, by name: a JSON array. */
    @GateFunction("list")
    List<String> list(GateCall call) throws GateException;
}
