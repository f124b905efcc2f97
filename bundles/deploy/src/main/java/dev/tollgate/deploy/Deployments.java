package dev.tollgate.deploy;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The files that bring plugins to this node. */
@ProviderType
public interface Deployments {
    /** How each file stands now, by name; with those that are gone, until their plugins are. */
    List<Deployment> list();
}
