package dev.tollgate.lifecycle.spi;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps plugin versions, their states and what became of them. Every method is one transaction, durable when it returns, and safe to
 * call from many threads. Failures are {@link StoreException}.
 */
@ConsumerType
public interface CatalogueStore {
    /** Which other packages of the same slug and version may be there already. */
    enum SameVersion {
        /** None: a version never changes. */
        REFUSED,
        /** Those with another digest: somebody develops the plugin here. */
        ALLOWED
    }

    /**
     * Tells this catalogue from others whose plugins' jobs are in the same store: letters and digits, the same after every start
     * and on all nodes that share it. Empty where no other can be.
     */
    default String name() {
        return "";
    }

    /**
     * Adds a version with its package, and the event; a plugin that was not there has this version as its current one, installed at
     * that moment. Answers false, and changes nothing, when this very digest is there already, or
     * another one of the same slug and version and that is refused; of two who add at the same time only one is let in.
     */
    boolean add(StoredVersion version, byte[] content, SameVersion same, PluginEvent event);

    /** All versions of a plugin, newest installation first. */
    List<StoredVersion> versions(String slug);

    /** The package of this very version and digest. */
    Optional<byte[]> content(PluginId id);

    Optional<StoredPlugin> find(String slug);

    /** All plugins, by slug. */
    List<StoredPlugin> list();

    /**
     * Replaces {@code before} by {@code after} and takes the event down, where there is one; false, and nothing changed, when something
     * else stands there by now, or a version that {@code after} names is not there.
     */
    boolean compareAndSet(StoredPlugin before, StoredPlugin after, Optional<PluginEvent> event);

    /**
     * Removes one version with its package, and takes the event down; false, and nothing changed, when it is not there, or is what the
     * plugin's row names as current or as previous.
     */
    boolean retire(PluginId version, PluginEvent event);

    /**
     * Removes a plugin with all its versions, takes down which capabilities have to delete what they keep for it, and the event;
     * false, and nothing changed, when something else than {@code before} stands there by now.
     */
    boolean remove(StoredPlugin before, Set<String> capabilities, PluginEvent event);

    /** What became of a plugin, newest first; it outlives the plugin. */
    List<PluginEvent> history(String slug, int most);

    /** Keeps no more than so many events of a plugin, the newest. */
    void trimHistory(String slug, int most);

    /** What was taken down so, and not settled. */
    Set<CleanupDebt> debts();

    /** The data is deleted. */
    void settled(CleanupDebt debt);

    /** Follows what others do to the plugins in this store. Empty where nobody does but through this object. */
    default Optional<Watch> watchPlugins() {
        return Optional.empty();
    }

    /** What stands in a store that others change too. For one thread at a time, {@link #close} for any. */
    interface Watch extends AutoCloseable {
        /**
         * Every plugin at some moment during the call, if any row was changed since the last answer, and in the first one. What this node
         * changed may be answered too.
         *
         * @throws StoreException when the store does not say; it can be asked again
         */
        Optional<List<StoredPlugin>> changed();

        /** Returns when something may have been changed, and when that time is over in any case. */
        void await(Duration atMost);

        @Override
        void close();
    }
}
