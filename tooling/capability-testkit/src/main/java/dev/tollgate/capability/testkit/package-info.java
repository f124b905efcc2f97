/**
 * For the tests of a capability. A provider is a plain object: it is built with what it needs, and its functions are called with a
 * {@link dev.tollgate.capability.testkit.TestCall}, which stands for an invocation as the host makes it.
 * {@link dev.tollgate.abi.capability.GateContract} shows what guests see of the gate. No server is started, and no plugin is needed.
 */
package dev.tollgate.capability.testkit;
