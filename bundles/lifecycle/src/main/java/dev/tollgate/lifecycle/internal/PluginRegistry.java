package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.jobs.JobId;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.VersionView;
import dev.tollgate.lifecycle.internal.LifecycleTask.Move;
import dev.tollgate.lifecycle.internal.TaskEnd.Ending;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import dev.tollgate.lifecycle.internal.gate.CleanupDebts;
import dev.tollgate.lifecycle.internal.gate.GateBook;
import dev.tollgate.lifecycle.internal.gate.Gates;
import dev.tollgate.lifecycle.internal.gate.GrantRegistry;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of this server. What is asked for becomes a task in the job engine, which outlives the process; who asks waits for
 * it. What decides is the row in the catalogue: see {@link PluginStates}.
 */
@Component(service = {Plugins.class, Grants.class, PluginRegistry.class})
public final class PluginRegistry implements Plugins, Grants {
    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);

    private final CatalogueStore catalogue;
    private final GrantRegistry grants;
    private final PluginLoader loader;
    private final LifecycleQueue tasks;
    private final PluginLibrary library;
    private final Versions versions;
    private final VersionChoice choice;
    private final CatalogueRules rules;
    private final PluginViews views;
    private final PluginStates states;
    private final ActivationRules activationRules;
    private final OffSwitch offSwitch;
    private final Restoration restoration;

    @Activate
    public PluginRegistry(@Reference ChosenCatalogue catalogue, @Reference GrantRegistry grants, @Reference Gates gates,
            @Reference GateBook book, @Reference CleanupDebts debts, @Reference PluginLoader loader, @Reference Ceilings ceilings,
            @Reference BreakerRegistry breakers, @Reference LifecycleQueue tasks, @Reference PluginNews news,
            @Reference CatalogueRules rules, @Reference Drain drain) {
        this(catalogue.store(), new PluginLibrary.Stewards(grants, gates, book, debts, breakers), loader, ceilings, tasks, news, rules, drain,
                new TimerThread("tollgate-restore"), Clock.systemUTC());
    }

    /** @param timer what was active when the server stopped is loaded on it */
    PluginRegistry(CatalogueStore catalogue, PluginLibrary.Stewards stewards, PluginLoader loader, Ceilings ceilings, LifecycleQueue tasks,
            PluginNews news, CatalogueRules rules, Drain drain, Timer timer, Clock clock) {
        this.catalogue = catalogue;
        this.grants = stewards.grants();
        this.loader = loader;
        this.tasks = tasks;
        this.library = new PluginLibrary(catalogue, loader, stewards, rules, clock);
        this.versions = library.versions();
        this.rules = rules;
        this.choice = new VersionChoice(versions);
        this.views = new PluginViews(versions, library.capabilities(), stewards.gates(), ceilings, stewards.breakers(), loader.trust());
        this.states = new PluginStates(catalogue, loader, news, drain, clock);
        this.activationRules = new ActivationRules(choice, stewards.breakers(), library, states.dependencies());
        this.offSwitch = new OffSwitch(states, tasks);
        this.restoration = new Restoration(states, loader, stewards.breakers(), timer, catalogue::list);
        restoration.begin();
    }

    @Deactivate
    void close() {
        restoration.close();
        states.close();
    }

    @Override
    public PluginId install(byte[] content, String by) throws InstallException {
        PluginId id = library.install(content, by);
        Optional<StoredPlugin> runs = catalogue.find(id.slug()).filter(plugin -> rules.development() && VersionChoice.isOtherContent(plugin, id));
        if (runs.isPresent()) {
            try {
                activate(runs.get(), id, Move.FORWARD, by);
            } catch (PluginException refused) {
                throw new PluginException(id + " is installed, and what was active stays: " + refused.getMessage(), refused);
            }
        }
        return id;
    }

    @Override
    public PluginView activate(String slug, Optional<String> version, String by) {
        return activate(staying(slug), choice.wanted(slug, version), Move.FORWARD, by);
    }

    @Override
    public PluginView downgrade(String slug, String version, String by) {
        return activate(staying(slug), choice.wanted(slug, Optional.of(version)), Move.DOWNGRADE, by);
    }

    @Override
    public PluginView rollback(String slug, String by) {
        StoredPlugin before = staying(slug);
        return activate(before, choice.previous(before), Move.ROLLBACK, by);
    }

    private PluginView activate(StoredPlugin before, PluginId id, Move move, String by) {
        String slug = id.slug();
        activationRules.require(before, id, move);
        if (!PluginStates.isActive(before, id)) {
            JobId task = tasks.enqueue(LifecycleTask.activate(id, move, before, by));
            TaskEnd end = tasks.end(task);
            if (end.ending() != Ending.DONE) {
                throw end.unfinished(id + " is not active yet", task);
            }
        }
        states.follow(slug);
        return catalogue.find(slug).filter(now -> states.runs(now, id)).map(this::view).orElseThrow(() -> changed(slug));
    }

    @Override
    public void retire(PluginId version, String by) {
        library.retire(version, by);
    }

    ActivationRules activationRules() {
        return activationRules;
    }

    @Override
    public PluginView deactivate(String slug, String by) {
        return view(offSwitch.deactivate(running(slug), by));
    }

    /** Deactivates a plugin whose bundle goes, which waits for nobody: who depends on the plugin waits. */
    void withdraw(String slug, String by) {
        offSwitch.withdraw(running(slug), by);
    }

    /** What a breaker decided. Its plugin is held back whatever happens here. */
    void deactivate(BreakerEvent event) {
        try {
            offSwitch.deactivate(running(event.slug()), event);
        } catch (PluginException | StoreException failure) {
            LOG.error("{}: {}; its deactivation is not complete: {}", event.slug(), event.detail(), failure.getMessage());
        }
    }

    @Override
    public void remove(String slug, String by) {
        offSwitch.remove(find(slug), by);
    }

    @Override
    public List<PluginEvent> history(String slug, int most) {
        return catalogue.history(slug, most);
    }

    @Override
    public List<VersionView> versions(String slug) {
        return library.views(slug);
    }

    /** The last step of a removal. */
    void erase(StoredPlugin row, String by) {
        String slug = row.current().slug();
        if (!library.erase(row, by)) {
            throw changed(slug);
        }
        states.gone(slug);
    }

    /** A version for a single call. */
    StandIn standIn(PluginId id) {
        return new StandIn(loader.open(id));
    }

    /** Whether a version that is installed needs other plugins. */
    boolean dependsOnOthers(PluginId id) {
        return versions.find(id.slug(), id.version()).isPresent() && !versions.manifest(id).dependencies().isEmpty();
    }

    /** Why a version may not run by what the operator trusts now. */
    Optional<String> distrust(PluginId id) {
        return loader.distrust(id);
    }

    /** After an activation. */
    void tidy(String slug) {
        library.tidy(slug);
    }

    /**
     * Loads or closes what this node should, by what the catalogue says now.
     *
     * @throws PluginException where what is active cannot be loaded here
     */
    public void follow(String slug) {
        states.follow(slug);
    }

    PluginStates states() {
        return states;
    }

    /** Loads what should be active and could not be so far. */
    void restore() {
        restoration.begin();
    }

    @Override
    public List<CapabilityStatus> capabilities(PluginId version) {
        if (versions(version.slug()).stream().noneMatch(installed -> installed.id().equals(version))) {
            throw new PluginException(version + " is not installed");
        }
        return views.capabilities(version, states.loaded().get(version.slug()));
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
    public boolean restored() {
        return restoration.triedAll();
    }

    @Override
    public Optional<ActivePlugin> active(String slug) {
        return states.loaded().get(slug).map(plugin -> plugin);
    }

    @Override
    public List<ActivePlugin> active() {
        return states.loaded().all();
    }

    @Override
    public void grant(PluginId plugin, String capability, String by) {
        library.grant(plugin, capability, Optional.empty(), by);
    }

    @Override
    public void grant(PluginId plugin, String capability, String scope, String by) {
        library.grant(plugin, capability, Optional.of(scope), by);
    }

    @Override
    public void deny(PluginId plugin, String capability, String by) {
        library.deny(plugin, capability, by);
    }

    @Override
    public List<GrantDecision> decisions(String slug) {
        return grants.decisions(slug);
    }

    private StoredPlugin running(String slug) {
        StoredPlugin plugin = staying(slug);
        if (plugin.state() == PluginState.INSTALLED || plugin.state() == PluginState.INACTIVE) {
            throw new PluginException(slug + " is not active");
        }
        return plugin;
    }

    private StoredPlugin staying(String slug) {
        StoredPlugin plugin = find(slug);
        if (plugin.state() == PluginState.REMOVING) {
            throw new PluginException(slug + " is being removed: install it again when it is gone");
        }
        return plugin;
    }

    static PluginException changed(String slug) {
        return new PluginException(slug + " was changed by somebody else at the same time; look at it and try again");
    }

    private PluginView view(StoredPlugin plugin) {
        return views.of(plugin, states.loaded().get(plugin.current().slug()), states.trouble(plugin.current().slug()));
    }

    private StoredPlugin find(String slug) {
        return catalogue.find(slug).orElseThrow(() -> new PluginException(slug + " is not installed; installed are "
                + catalogue.list().stream().map(plugin -> plugin.current().slug()).toList()));
    }
}
