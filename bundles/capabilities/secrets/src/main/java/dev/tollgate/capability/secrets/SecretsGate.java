package dev.tollgate.capability.secrets;

import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.MaxBytes;
import org.osgi.annotation.versioning.ProviderType;

/** What a plugin that holds {@code secrets} can read. */
@Gate(name = "secrets", major = 1, scope = SecretsScope.class)
@ProviderType
public interface SecretsGate {
    /**
     * A secret's bytes. {@link dev.tollgate.abi.Errno#EPERM} for a name outside the scope, {@link dev.tollgate.abi.Errno#ENOENT} where
     * it is not set, {@link dev.tollgate.abi.Errno#EUNAVAILABLE} where it cannot be decrypted.
     */
    @GateFunction("get")
    byte[] get(GateCall call, @MaxBytes(64) String name) throws GateException;
}
