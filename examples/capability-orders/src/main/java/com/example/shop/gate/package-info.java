/** The gate {@code tollgate:orders@1}: plugins read orders of the shop. */
@Export
@Version("1.0.0")
package com.example.shop.gate;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
