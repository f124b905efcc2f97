/** A shop, which has customers and their orders. */
@Export
@Version("1.0.0")
package com.example.shop;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
