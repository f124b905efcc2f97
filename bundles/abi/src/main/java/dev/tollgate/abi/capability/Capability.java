package dev.tollgate.abi.capability;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The service type of all capability providers. The object registered under it implements one interface that carries
 * {@link Gate}; {@link GateContract#of} says what is wrong where it does not.
 */
@ConsumerType
public interface Capability {
}
