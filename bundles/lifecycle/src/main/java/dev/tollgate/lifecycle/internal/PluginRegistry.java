package dev.tollgate.lifecycle.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
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
    private final PluginLoader loader;
    private final BreakerRegistry breakers;
    private final Versions versions;
    private final PluginViews views;
    private final Clock clock;
    private final Map<String, LoadedPlugin> loaded = new ConcurrentSkipListMap<>();
    private volatile List<ActivePlugin> active = List.of();
    private boolean closed;

    @Activate
    public PluginRegistry(@Reference CatalogueStore catalogue, @Reference GrantRegistry grants, @Reference Gates gates,
            @Reference PluginLoader loader, @Reference Ceilings ceilings, @Reference BreakerRegistry breakers) {
        this(catalogue, grants, gates, loader, ceilings, breakers, Clock.systemUTC());
    }

    PluginRegistry(CatalogueStore catalogue, GrantRegistry grants, Gates gates, PluginLoader loader, Ceilings ceilings,
            BreakerRegistry breakers, Clock clock) {
        this.catalogue = catalogue;
        this.grants = grants;
        this.loader = loader;
        this.breakers = breakers;
        this.versions = new Versions(catalogue, grants, loader);
        this.views = new PluginViews(versions, gates, ceilings, breakers);
        this.clock = clock;
        catalogue.list().stream().filter(plugin -> plugin.state() == PluginState.ACTIVE).forEach(this::restore);
    }

    @Deactivate
    synchronized void close() {
        closed = true;
        loaded.values().forEach(plugin -> plugin.module().close());
        loaded.clear();
        publish();
    }

    @Override
    public PluginId install(byte[] content, String by) throws InstallException {
        // Compiling takes its time, and no other plugin is to wait for it.
        return add(loader.check(content), content, by);
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
        introduce(id).ifPresent(current -> carryOver(current, id, checked.manifest()));
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
        List<String> undecided = undecided(id);
        if (!undecided.isEmpty()) {
            throw new PluginException(id + " asks for " + String.join(", ", undecided)
                    + ", which nobody decided about: grant or deny it first");
        }
        // Nobody else waits while it is loaded and warmed up; whether it is still wanted then is decided by the row.
        return switchTo(loader.load(id), before, by);
    }

    private synchronized PluginView switchTo(LoadedPlugin next, StoredPlugin before, String by) {
        PluginId id = next.id();
        String slug = id.slug();
        StoredPlugin after = new StoredPlugin(id, PluginState.ACTIVE, Optional.empty(), clock.instant());
        if (closed || !catalogue.compareAndSet(Optional.of(before), after)) {
            next.module().close();
            return catalogue.find(slug).filter(now -> runs(now, id)).map(this::view).orElseThrow(() -> changed(slug));
        }
        replace(slug, next);
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
        replace(slug, null);
        LOG.info("{} was deactivated by {}", before.current(), by);
        return view(after);
    }

    @Override
    public synchronized void remove(String slug, String by) {
        StoredPlugin before = find(slug);
        List<PluginId> all = versions.all(slug);
        // Gates are closed first: a crash in between leaves a plugin without grants, never grants without a plugin.
        all.forEach(id -> grants.forget(id, by));
        if (!catalogue.remove(before)) {
            throw changed(slug);
        }
        replace(slug, null);
        all.forEach(versions::forget);
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
        return Optional.ofNullable(loaded.get(slug));
    }

    @Override
    public List<ActivePlugin> active() {
        return active;
    }

    @Override
    public synchronized void grant(PluginId plugin, String capability, String by) {
        grants.grant(plugin, capability, asked(plugin, capability).toString(), by);
        LOG.info("{} was granted {} by {}", plugin, capability, by);
    }

    @Override
    public synchronized void deny(PluginId plugin, String capability, String by) {
        asked(plugin, capability);
        grants.deny(plugin, capability, by);
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
            loaded.put(plugin.current().slug(), loader.load(plugin.current()));
            publish();
        } catch (PluginException | StoreException failure) {
            LOG.error("{} was active and cannot be activated again: {}", plugin.current(), failure.getMessage());
            catalogue.compareAndSet(Optional.of(plugin), new StoredPlugin(plugin.current(), PluginState.FAILED,
                    Optional.of(failure.getMessage()), clock.instant()));
        }
    }

    private void replace(String slug, LoadedPlugin next) {
        LoadedPlugin old = next == null ? loaded.remove(slug) : loaded.put(slug, next);
        publish();
        if (old != null) {
            old.module().close();
        }
    }

    private void publish() {
        active = List.copyOf(loaded.values());
    }

    private static PluginException changed(String slug) {
        return new PluginException(slug + " was changed by somebody else at the same time; look at it and try again");
    }

    /** A new digest that asks for the same or less keeps what the current one was granted. */
    private void carryOver(PluginId from, PluginId to, Manifest next) {
        Manifest before = versions.manifest(from);
        boolean noMore = next.capabilities().keySet().stream()
                .allMatch(ask -> before.asksFor(ask) && next.scope(ask).equals(before.scope(ask)));
        if (noMore) {
            for (String capability : next.capabilities().keySet()) {
                grants.find(from, capability).ifPresent(grant -> grants.grant(to, capability, grant.scope(),
                        grant.decidedBy() + ", carried over from " + from.version()));
            }
        }
    }

    private List<String> undecided(PluginId id) {
        Manifest manifest = versions.manifest(id);
        return manifest.capabilities().keySet().stream().filter(capability -> !manifest.optional(capability)
                && versions.decision(id, capability) == Decision.UNDECIDED).sorted().toList();
    }

    private JsonNode asked(PluginId plugin, String capability) {
        StoredVersion installed = versions.find(plugin.slug(), plugin.version())
                .orElseThrow(() -> new PluginException(plugin.slug() + " " + plugin.version() + " is not installed"));
        if (!installed.id().equals(plugin)) {
            throw new PluginException("the decision names digest " + plugin.digest().brief() + ", but " + plugin.slug() + " "
                    + plugin.version() + " has " + installed.id().digest().brief() + ": decide about what is installed");
        }
        Manifest manifest = versions.manifest(plugin);
        if (!manifest.asksFor(capability)) {
            throw new PluginException(plugin + " does not ask for " + capability + ", so it cannot be granted; it asks for "
                    + manifest.capabilities().keySet().stream().sorted().toList());
        }
        return manifest.scope(capability);
    }

    private boolean runs(StoredPlugin plugin, PluginId id) {
        return plugin.state() == PluginState.ACTIVE && plugin.current().equals(id) && loaded.containsKey(id.slug());
    }

    private PluginView view(StoredPlugin plugin) {
        return views.of(plugin, Optional.ofNullable(loaded.get(plugin.current().slug())));
    }

    private StoredPlugin find(String slug) {
        return catalogue.find(slug).orElseThrow(() -> new PluginException(slug + " is not installed; installed are "
                + catalogue.list().stream().map(plugin -> plugin.current().slug()).toList()));
    }
}
