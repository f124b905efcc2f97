package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.lifecycle.internal.trust.PackageSignature;
import java.util.List;
import java.util.Map;

/**
 * A package that was read: who it is, what it says of itself, and its module.
 *
 * @param signatures what it has, which nobody checked yet
 * @param files      what it has in a folder of the name of a capability that it asks for: by capability, then by path in that folder
 */
public record PluginPackage(PluginId id, Manifest manifest, byte[] wasm, List<PackageSignature> signatures, Map<String, Map<String, byte[]>> files) {
}
