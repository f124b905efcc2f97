/**
 * How a gate is made. A capability is an annotated Java interface and a DS component that implements it:
 *
 * <pre>{@code
 * @Gate(name = "orders", major = 1)
 * public interface OrdersGate {
 *     @GateFunction("total")
 *     Total total(GateCall call, String customer) throws GateException;
 * }
 *
 * @Component(service = Capability.class)
 * @ProvidesGate(name = "orders", version = "1.0")
 * public final class Orders implements Capability, OrdersGate { ... }
 * }</pre>
 *
 * The host makes the rest: {@link dev.tollgate.abi.capability.GateContract} reads the interface, and the engine decodes
 * arguments, checks and copies what the guest points to, counts the call, and turns the result or the
 * {@link dev.tollgate.abi.capability.GateException} into what the guest reads. A provider never sees guest memory.
 */
@Export
@Version("1.0.0")
package dev.tollgate.abi.capability;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
