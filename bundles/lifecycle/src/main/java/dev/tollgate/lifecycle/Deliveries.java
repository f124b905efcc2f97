package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Plugins that come without an administrator's word, with a file or a bundle. A delivery is no decision: it grants nothing, what an
 * administrator switched off stays off, and the version that he chose stays. {@code by} names what brought it, for the record.
 */
@ProviderType
public interface Deliveries {
    /**
     * What a package is, without installing it.
     *
     * @throws InstallException when it cannot be read
     */
    PluginId identify(byte[] content) throws InstallException;

    /**
     * Installs a package unless it is there, and activates it if it is to run: where the plugin was never active, where only the stop of a
     * bundle had deactivated it, and over another active version, older ones too, if it was not installed before or is meant.
     *
     * @param meant whether somebody has put this package in the place of another one
     * @throws InstallException with every reason why it is refused; nothing was changed
     * @throws PluginException  when it cannot be installed now, such as while the plugin is being removed
     */
    Delivery deliver(byte[] content, boolean meant, String by) throws InstallException;

    /**
     * Activates one that waits, if it can be now; {@link Delivery.Outcome#STAYS} where the plugin became another one since.
     *
     * @throws PluginException when it is not there any more
     */
    Delivery again(Delivery waiting, String by);
}
