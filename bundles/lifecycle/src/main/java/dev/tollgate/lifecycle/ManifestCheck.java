package dev.tollgate.lifecycle;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.Violation;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Refuses packages at install for what neither the schema nor the module says; a whiteboard service. A version that is installed
 * already is not asked about again.
 */
@ConsumerType
public interface ManifestCheck {
    /** Everything that is wrong; empty where nothing is. */
    List<Violation> violations(Manifest manifest);
}
