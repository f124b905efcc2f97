package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.engine.Engine;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.ManifestCheck;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import dev.tollgate.lifecycle.internal.gate.GateBook;
import dev.tollgate.lifecycle.internal.gate.Gates;
import dev.tollgate.lifecycle.internal.gate.PluginGates;
import dev.tollgate.lifecycle.internal.trust.Trust;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Turns package bytes into checked packages, and catalogue entries into loaded plugins. */
@Component(service = PluginLoader.class)
public final class PluginLoader {
    private final Engine engine;
    private final CatalogueStore catalogue;
    private final Gates gates;
    private final GateBook book;
    private final ConfigValues values;
    private final Ceilings ceilings;
    private final PackageTrust trust;
    private final PackageReader packages = new PackageReader();
    private volatile Function<String, Optional<LoadedPlugin>> neighbours = slug -> Optional.empty();
    private final List<ManifestCheck> checks = new CopyOnWriteArrayList<>();

    @Activate
    public PluginLoader(@Reference Engine engine, @Reference ChosenCatalogue catalogue, @Reference Gates gates,
            @Reference GateBook book, @Reference ConfigValues values, @Reference Ceilings ceilings, @Reference Trust trust) {
        this.engine = engine;
        this.catalogue = catalogue.store();
        this.gates = gates;
        this.book = book;
        this.values = values;
        this.ceilings = ceilings;
        this.trust = new PackageTrust(this.catalogue, trust);
    }

    /** @param loaded what plugins that depend on others look at */
    void neighbours(Function<String, Optional<LoadedPlugin>> loaded) {
        neighbours = loaded;
    }

    PackageTrust trust() {
        return trust;
    }

    /** Why a version may not run by what the operator trusts now; empty where it may. */
    Optional<String> distrust(PluginId id) {
        return trust.revocation(id).or(() -> trust.refusal(read(id)));
    }

    @Reference(service = ManifestCheck.class, policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    void add(ManifestCheck check) {
        checks.add(check);
    }

    void remove(ManifestCheck check) {
        checks.remove(check);
    }

    /**
     * Reads a package and checks all of it: the zip and the manifest, whose it is, the module, and that they fit together. A module that
     * nobody trusts is not looked at, and what passes is compiled, so that it is known here whether it can be, and its activation need
     * not wait for it.
     */
    PluginPackage check(byte[] content) throws InstallException {
        PluginPackage read = packages.read(content);
        trust.admitted(read);
        List<String> reasons = new ArrayList<>();
        try {
            DependencyRules.violations(read.manifest()).forEach(wrong -> reasons.add(PackageReader.MANIFEST + " " + wrong));
            checks.forEach(check -> check.violations(read.manifest()).forEach(wrong -> reasons.add(PackageReader.MANIFEST + " " + wrong)));
            reasons.addAll(new ModuleCheck(gates).mismatches(read.manifest(), engine.inspect(read.wasm())));
            if (reasons.isEmpty()) {
                engine.compile(read.wasm());
            }
        } catch (ModuleRefusedException refused) {
            refused.reasons().forEach(reason -> reasons.add("the module " + read.manifest().server().wasm()
                    + " is refused: " + reason));
        }
        if (!reasons.isEmpty()) {
            throw new InstallException(reasons);
        }
        return read;
    }

    VersionAsks asks(PluginId id) {
        return asks(read(id));
    }

    VersionAsks asks(PluginPackage read) {
        try {
            return new VersionAsks(read.manifest(), ModuleCheck.gates(engine.inspect(read.wasm())));
        } catch (ModuleRefusedException refused) {
            throw new PluginException(read.id() + " cannot be read: " + refused.getMessage(), refused);
        }
    }

    /** Loads a plugin and warms it up. */
    LoadedPlugin load(PluginId id) {
        LoadedPlugin plugin = open(id);
        warmUp(plugin);
        return plugin;
    }

    void warmUp(LoadedPlugin plugin) {
        engine.warmUp(plugin.module(), plugin.handlers());
    }

    /**
     * What is set for a plugin now.
     *
     * @throws SettingsException when it cannot be read
     */
    Digest configuration(String slug) {
        return ConfigDigest.of(values.all(slug));
    }

    /** A plugin need not read its configuration, so it runs where nobody can. */
    private Digest configurationIfReadable(String slug) {
        try {
            return configuration(slug);
        } catch (SettingsException unreadable) {
            return ConfigDigest.UNREAD;
        }
    }

    /** The same for who has the time to call it cold. */
    LoadedPlugin open(PluginId id) {
        // First: what is set while the plugin is loaded makes another generation then.
        Digest configuration = configurationIfReadable(id.slug());
        PluginPackage read = read(id);
        trust.refusal(read).ifPresent(reason -> {
            throw new PluginException(reason);
        });
        try {
            Manifest manifest = read.manifest();
            PluginGates own = book.open(id, manifest, asks(read).imports(), read.files());
            PluginConfig config = new PluginConfig(id.slug(), manifest.config(), values);
            GuestModule module = engine.load(id, read.wasm(), own, config, instances(manifest));
            Optional<GuestModule> service = Optional.empty();
            if (manifest.service().isPresent()) {
                service = Optional.of(engine.load(id, read.wasm(), own, config, Instances.RESIDENT));
            }
            return LoadedPlugin.of(id, manifest, module, service, new PluginCaps(manifest, ceilings), own,
                    Needs.of(id, manifest, slug -> neighbours.apply(slug)), configuration);
        } catch (ModuleRefusedException refused) {
            throw new PluginException(id + " cannot be loaded: " + refused.getMessage(), refused);
        }
    }

    private static Instances instances(Manifest manifest) {
        return switch (manifest.server().instances()) {
            case CLEAN -> Instances.CLEAN;
            case REUSE -> Instances.REUSE;
        };
    }

    /** What runs is what was authorised: a package that no longer has the digest of its entry is not read. */
    private PluginPackage read(PluginId id) {
        byte[] content = catalogue.content(id)
                .orElseThrow(() -> new PluginException("the catalogue has no package of " + id));
        try {
            PluginPackage read = packages.read(content);
            if (!read.id().equals(id)) {
                throw new PluginException("the catalogue's package of " + id + " was changed: it is " + read.id()
                        + "; remove the plugin and install it again");
            }
            return read;
        } catch (InstallException damaged) {
            throw new PluginException("the catalogue's package of " + id + " cannot be read: " + damaged.getMessage(), damaged);
        }
    }
}
