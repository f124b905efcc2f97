/** For the bundles that put endpoints onto an HTTP whiteboard: everything of it that is not a servlet's. */
@Export
@Version("1.0.0")
package dev.tollgate.web.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
