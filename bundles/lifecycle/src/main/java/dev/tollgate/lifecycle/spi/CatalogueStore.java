package dev.tollgate.lifecycle.spi;

import dev.tollgate.abi.PluginId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps plugin versions and their states. Every method is one transaction, durable when it returns, and safe to call from
 * many threads. Failures are {@link StoreException}.
 */
@ConsumerType
public interface CatalogueStore {
    /**
     * Tells this catalogue from others whose plugins' jobs are in the same store: letters and digits, the same after every start
     * and on all nodes that share it. Empty where no other can be.
     */
    default String name() {
        return "";
    }

    /**
     * Adds a version with its package. Answers false when the same slug and version is there already, whatever its
     * digest; nothing is changed then.
     */
    boolean add(StoredVersion version, byte[] content);

    /** All versions of a plugin, newest installation first. */
    List<StoredVersion> versions(String slug);

    /** The package of this very version and digest. */
    Optional<byte[]> content(PluginId id);

    Optional<StoredPlugin> find(String slug);

    /** All plugins, by slug. */
    List<StoredPlugin> list();

    /**
     * Replaces {@code before} (empty: the plugin has no row yet) by {@code after}; false, and nothing changed, when
     * something else stands there by now.
     */
    boolean compareAndSet(Optional<StoredPlugin> before, StoredPlugin after);

    /** Removes a plugin with all its versions, unless something else than {@code before} stands there by now. */
    default boolean remove(StoredPlugin before) {
        return remove(before, Set.of());
    }

    /** The same, and takes down which capabilities have to delete what they keep for it. */
    boolean remove(StoredPlugin before, Set<String> capabilities);

    /** What was taken down so, and not settled. */
    Set<CleanupDebt> debts();

    /** The data is deleted. */
    void settled(CleanupDebt debt);
}
