/** Where the values that plugins keep are kept: the service that the gate {@code kv} stands on, one per store. */
@Export
@Version("1.0.0")
package dev.tollgate.abi.kv;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
