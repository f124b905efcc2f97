package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.internal.gate.CleanupDebts;
import dev.tollgate.lifecycle.internal.gate.GateBook;
import dev.tollgate.lifecycle.internal.gate.Gates;
import dev.tollgate.lifecycle.internal.gate.GrantRegistry;
import dev.tollgate.lifecycle.internal.gate.ScopeCheck;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of this server. The catalogue says what should be; this class makes it so, one change at a time: the row is
 * compared and set first, and only its winner loads or closes anything. What was active when the server stopped is active
 * again when this component is.
 */
@Component(service = {Plugins.class, Grants.class, PluginRegistry.class})
public final class PluginRegistry implements Plugins, Grants {
    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);

    private final CatalogueStore catalogue;
    private final GrantRegistry grants;
    private final Gates gates;
    private final GateBook book;
    private final CleanupDebts debts;
    private final CapabilityDecisions capabilities;
    private final PluginLoader loader;
    private final BreakerRegistry breakers;
    private final Versions versions;
    private final PluginViews views;
    private final Clock clock;
    private final LoadedPlugins loaded;
    private boolean closed;

    @Activate
    public PluginRegistry(@Reference CatalogueStore catalogue, @Reference GrantRegistry grants, @Reference Gates gates,
            @Reference GateBook book, @Reference CleanupDebts debts, @Reference PluginLoader loader, @Reference Ceilings ceilings, @Reference BreakerRegistry breakers,
            @Reference PluginNews news) {
        this(catalogue, grants, gates, book, debts, loader, ceilings, breakers, news, Clock.systemUTC());
    }

    PluginRegistry(CatalogueStore catalogue, GrantRegistry grants, Gates gates, GateBook book, CleanupDebts debts, PluginLoader loader, Ceilings ceilings,
            BreakerRegistry breakers, PluginNews news, Clock clock) {
        this.catalogue = catalogue;
        this.grants = grants;
        this.gates = gates;
        this.book = book;
        this.debts = debts;
        this.loader = loader;
        this.breakers = breakers;
        this.versions = new Versions(catalogue, grants, loader);
        this.capabilities = new CapabilityDecisions(grants, versions, new ScopeCheck(gates));
        this.views = new PluginViews(versions, capabilities, gates, ceilings, breakers);
        this.loaded = new LoadedPlugins(news::changed);
        this.clock = clock;
        catalogue.list().stream().filter(plugin -> plugin.state() == PluginState.ACTIVE).forEach(this::restore);
    }

    @Deactivate
    synchronized void close() {
        closed = true;
        loaded.close();
    }

    @Override
    public PluginId install(byte[] content, String by) throws InstallException {
        // Compiling takes its time, and no other plugin is to wait for it.
        PluginPackage checked = loader.check(content);
        capabilities.check(loader.asks(checked));
        return add(checked, content, by);
    }

    private synchronized PluginId add(PluginPackage checked, byte[] content, String by) throws InstallException {
        PluginId id = checked.id();
        Optional<StoredVersion> present = versions.find(id.slug(), id.version());
        if (present.isPresent()) {
            if (present.get().id().equals(id)) {
                introduce(id);
                return id;
            }
            throw new InstallException(id.slug() + " " + id.version() + " is installed already with digest "
                    + present.get().id().digest().brief() + ", this package has " + id.digest().brief()
                    + ": a version never changes, give the new package a new one");
        }
        if (!catalogue.add(new StoredVersion(id, clock.instant(), by), content)) {
            throw new InstallException(id.slug() + " " + id.version() + " was installed by somebody else at the same time");
        }
        introduce(id).ifPresent(current -> capabilities.carryOver(current, id));
        LOG.info("{} was installed by {}", id, by);
        return id;
    }

    @Override
    public PluginView activate(String slug, Optional<String> version, String by) {
        StoredPlugin before = find(slug);
        breakers.out(slug).ifPresent(reason -> {
            throw new PluginException(slug + " cannot be activated, " + reason + ": reset it first");
        });
        PluginId id = version.map(wanted -> versions.find(slug, wanted).orElseThrow(() -> new PluginException(slug + " " + wanted
                + " is not installed; installed are " + versions.all(slug)))).orElseGet(() -> catalogue.versions(slug).get(0)).id();
        if (runs(before, id)) {
            return view(before);
        }
        capabilities.requireDecided(id);
        // Nobody else waits while it is loaded, its data made ready and it is warmed up; whether it is still wanted then is decided by the row.
        return switchTo(loaded.prepared(loader.load(id)), before, by);
    }

    private synchronized PluginView switchTo(LoadedPlugin next, StoredPlugin before, String by) {
        PluginId id = next.id();
        String slug = id.slug();
        StoredPlugin after = new StoredPlugin(id, PluginState.ACTIVE, Optional.empty(), clock.instant());
        if (closed || !catalogue.compareAndSet(Optional.of(before), after)) {
            loaded.discard(next);
            return catalogue.find(slug).filter(now -> runs(now, id)).map(this::view).orElseThrow(() -> changed(slug));
        }
        loaded.replace(slug, next);
        LOG.info("{} was activated by {}", id, by);
        return view(after);
    }

    @Override
    public PluginView deactivate(String slug, String by) {
        return deactivate(slug, by, Optional.empty());
    }

    /** What a breaker decided. Its plugin is held back whatever happens here. */
    void deactivate(BreakerEvent event) {
        try {
            deactivate(event.slug(), event.by(), Optional.of(event.detail()));
            LOG.error("{}: {}", event.slug(), event.detail());
        } catch (PluginException | StoreException failure) {
            LOG.error("{}: {}; it is not deactivated: {}", event.slug(), event.detail(), failure.getMessage());
        }
    }

    private synchronized PluginView deactivate(String slug, String by, Optional<String> reason) {
        StoredPlugin before = find(slug);
        if (before.state() == PluginState.INSTALLED || before.state() == PluginState.INACTIVE) {
            throw new PluginException(slug + " is not active");
        }
        StoredPlugin after = new StoredPlugin(before.current(), PluginState.INACTIVE, reason, clock.instant());
        if (!catalogue.compareAndSet(Optional.of(before), after)) {
            throw changed(slug);
        }
        loaded.replace(slug, null);
        LOG.info("{} was deactivated by {}", before.current(), by);
        return view(after);
    }

    @Override
    public synchronized void remove(String slug, String by) {
        StoredPlugin before = find(slug);
        List<PluginId> all = versions.all(slug);
        // Gates are closed first: a crash in between leaves a plugin without grants, never grants without a plugin.
        all.forEach(id -> grants.shut(id, by));
        Set<String> keepers = capabilities.keepers(all);
        if (!catalogue.remove(before, keepers)) {
            throw changed(slug);
        }
        loaded.replace(slug, null);
        all.forEach(versions::forget);
        all.forEach(grants::forget);
        debts.owe(slug, keepers);
        gates.settle(debts);
        book.forget(slug);
        breakers.forget(slug);
        LOG.info("{} was removed by {}", slug, by);
    }

    @Override
    public Optional<PluginView> get(String slug) {
        return catalogue.find(slug).map(this::view);
    }

    @Override
    public List<PluginView> list() {
        return catalogue.list().stream().map(this::view).toList();
    }

    @Override
    public Optional<ActivePlugin> active(String slug) {
        return loaded.get(slug).map(plugin -> plugin);
    }

    @Override
    public List<ActivePlugin> active() {
        return loaded.all();
    }

    @Override
    public void grant(PluginId plugin, String capability, String by) {
        grant(plugin, capability, Optional.empty(), by);
    }

    @Override
    public void grant(PluginId plugin, String capability, String scope, String by) {
        grant(plugin, capability, Optional.of(scope), by);
    }

    private synchronized void grant(PluginId plugin, String capability, Optional<String> scope, String by) {
        Grant grant = capabilities.grant(plugin, capability, scope, by);
        LOG.info("{} was granted {} {} by {}", plugin, capability, grant.scope(), by);
    }

    @Override
    public synchronized void deny(PluginId plugin, String capability, String by) {
        capabilities.deny(plugin, capability, by);
        LOG.info("{} was denied {} by {}", plugin, capability, by);
    }

    @Override
    public List<GrantDecision> decisions(String slug) {
        return grants.decisions(slug);
    }

    /** Gives a plugin that has none its row, also when a crash came between its package and the row; else what is current. */
    private Optional<PluginId> introduce(PluginId id) {
        Optional<PluginId> current = catalogue.find(id.slug()).map(StoredPlugin::current);
        if (current.isEmpty()) {
            catalogue.compareAndSet(Optional.empty(), new StoredPlugin(id, PluginState.INSTALLED, Optional.empty(), clock.instant()));
        }
        return current;
    }

    private void restore(StoredPlugin plugin) {
        Optional<String> out = breakers.out(plugin.current().slug());
        if (out.isPresent()) {
            // The server ended between the breaker's decision and the deactivation.
            catalogue.compareAndSet(Optional.of(plugin), new StoredPlugin(plugin.current(), PluginState.INACTIVE, out, clock.instant()));
            return;
        }
        try {
            loaded.replace(plugin.current().slug(), loaded.prepared(loader.load(plugin.current())));
        } catch (PluginException | StoreException failure) {
            LOG.error("{} was active and cannot be activated again: {}", plugin.current(), failure.getMessage());
            catalogue.compareAndSet(Optional.of(plugin), new StoredPlugin(plugin.current(), PluginState.FAILED,
                    Optional.of(failure.getMessage()), clock.instant()));
        }
    }

    private static PluginException changed(String slug) {
        return new PluginException(slug + " was changed by somebody else at the same time; look at it and try again");
    }

    private boolean runs(StoredPlugin plugin, PluginId id) {
        return plugin.state() == PluginState.ACTIVE && plugin.current().equals(id) && loaded.get(id.slug()).isPresent();
    }

    private PluginView view(StoredPlugin plugin) {
        return views.of(plugin, loaded.get(plugin.current().slug()));
    }

    private StoredPlugin find(String slug) {
        return catalogue.find(slug).orElseThrow(() -> new PluginException(slug + " is not installed; installed are "
                + catalogue.list().stream().map(plugin -> plugin.current().slug()).toList()));
    }
}
