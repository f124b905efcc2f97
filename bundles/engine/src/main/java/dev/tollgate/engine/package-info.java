/**
 * Runs guests. {@link dev.tollgate.engine.Engine} admits and loads a module, {@link dev.tollgate.engine.Invoker} is the
 * one way into it, and every call ends in an {@link dev.tollgate.engine.Outcome}. No other bundle sees the WebAssembly
 * engine, and none of its exceptions leave this one.
 */
@Export
@Version("1.0.0")
package dev.tollgate.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
