package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Installs, activates and removes plugins. {@code by} names who asks, for the record. */
@ProviderType
public interface Plugins {
    /**
     * Checks a package ({@code .tgp}) and puts it into the catalogue. A plugin that is active stays on its version. The same
     * package again changes nothing; another package of a version that is there is refused. Grants of the version that is
     * current are carried over where the new one asks for no more.
     *
     * <p>In development mode another package of a version is taken in, and is what the version means from then on; where the version is
     * active it takes over, as by {@link #activate}.
     *
     * @throws PluginException when it was to take over and could not; it is installed all the same
     */
    PluginId install(byte[] content, String by) throws InstallException;

    /**
     * Makes a version the current one: loads it, calls its {@code on_activate}, and lets it take over. The version that was active
     * serves the invocations that it began, for as long as was configured. Waits for the end for as long as was configured.
     *
     * @param version empty for the one that was installed last
     * @throws PluginException when a required capability is undecided, a plugin that it depends on is not active, its signature is not
     *                         trusted any more, the version is older than the one that was current, the version cannot be loaded or
     *                         does not succeed in being activated (what was active stays), the host deactivated the plugin and nobody
     *                         reset it, the plugin is being removed, or it takes longer (then it goes on)
     */
    PluginView activate(String slug, Optional<String> version, String by);

    /** The same, also for a version that is older than the one that is current: what was mended since comes back with it. */
    PluginView downgrade(String slug, String version, String by);

    /**
     * Goes back to the version that was active before the current one, with what was granted to it; asked again, it goes forward again.
     *
     * @throws PluginException when there is none any more, and as {@link #activate}
     */
    PluginView rollback(String slug, String by);

    /**
     * Switches a plugin off, at once. Then waits until it was told, which happens when its jobs are at their end; not longer than
     * was configured, and not for a second attempt.
     *
     * @throws PluginException when it is not active, other active plugins depend on it, or it is being removed
     */
    PluginView deactivate(String slug, String by);

    /**
     * Removes a plugin with all its versions, grants, trips, jobs and schedules, active or not. It is off at once, and gone when its
     * jobs are at their end and its {@code on_uninstall} was called. May be called again for one that is not gone yet.
     *
     * @throws PluginException when it is not installed, other active plugins depend on it, or it takes longer than was configured
     *                         (then it goes on)
     */
    void remove(String slug, String by);

    /**
     * Takes one version out of the catalogue.
     *
     * @throws PluginException when it is not installed, or is the one that is current or would be rolled back to
     */
    void retire(PluginId version, String by);

    /** The versions in the catalogue, newest installation first; empty where the plugin is not installed. */
    List<VersionView> versions(String slug);

    /** What became of a plugin and who asked for it, newest first; it outlives the plugin. */
    List<PluginEvent> history(String slug, int most);

    Optional<PluginView> get(String slug);

    /** All plugins, by slug. */
    List<PluginView> list();

    /**
     * What an installed version asks for and what was decided about it, by name: also of one that was never active.
     *
     * @throws PluginException when it is not installed, or its package cannot be read
     */
    default List<CapabilityStatus> capabilities(PluginId version) {
        return get(version.slug()).filter(view -> view.current().equals(version)).map(PluginView::capabilities)
                .orElseThrow(() -> new PluginException(version + " is not installed"));
    }

    /**
     * Whether each plugin that was active when the host stopped is loaded again and warm, or could not be at a first attempt. Until then hooks may
     * leave some out, and jobs of theirs are held back.
     */
    default boolean restored() {
        return true;
    }

    Optional<ActivePlugin> active(String slug);

    /** All active plugins, by slug; the same list until one of them changes. */
    List<ActivePlugin> active();
}
