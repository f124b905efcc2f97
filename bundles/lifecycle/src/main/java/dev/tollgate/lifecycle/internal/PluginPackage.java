package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;

/** A package that was read: who it is, what it says of itself, and its module. */
record PluginPackage(PluginId id, Manifest manifest, byte[] wasm) {
}
