package dev.tollgate.deploy.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.Deliveries;
import dev.tollgate.lifecycle.Delivery;
import dev.tollgate.lifecycle.Delivery.Outcome;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.VersionView;
import dev.tollgate.lifecycle.internal.PackageReader;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.BreakerRule;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A catalogue in memory that reads real packages and follows the rules of deliveries; what asks for a capability waits for {@link #granted}. */
final class HandCatalogue implements Deliveries {
    final Map<String, PluginId> current = new HashMap<>();
    final Map<String, PluginState> states = new HashMap<>();
    final Map<String, Deque<VersionView>> versions = new HashMap<>();
    final Map<String, Deque<PluginEvent>> history = new HashMap<>();
    final Set<PluginId> granted = new HashSet<>();
    final List<String> calls = new ArrayList<>();
    boolean away;
    /** Others that need a plugin. */
    final Set<String> needed = new HashSet<>();
    /** What cannot be installed for a reason that nobody thought of. */
    final Set<String> broken = new HashSet<>();
    private final Map<PluginId, byte[]> contents = new HashMap<>();
    private final PackageReader packages = new PackageReader();

    final Plugins plugins = (Plugins) Proxy.newProxyInstance(HandCatalogue.class.getClassLoader(), new Class<?>[] {Plugins.class},
            (proxy, method, args) -> {
                present();
                return switch (method.getName()) {
                    case "get" -> Optional.ofNullable(current.get((String) args[0])).map(this::view);
                    case "versions" -> List.copyOf(versions.getOrDefault((String) args[0], new ArrayDeque<>()));
                    case "history" -> history.getOrDefault((String) args[0], new ArrayDeque<>()).stream().limit((Integer) args[1]).toList();
                    case "remove" -> remove((String) args[0], (String) args[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                };
            });

    @Override
    public PluginId identify(byte[] content) throws InstallException {
        return packages.read(content).id();
    }

    @Override
    public Delivery deliver(byte[] content, boolean meant, String by) throws InstallException {
        present();
        PluginId id = identify(content);
        if (broken.contains(id.slug())) {
            throw new IllegalStateException();
        }
        calls.add(id.slug() + " " + id.version() + (meant ? " meant" : "") + " by " + by);
        boolean isNew = install(content, by);
        PluginId before = current.get(id.slug());
        if (states.get(id.slug()) == PluginState.INACTIVE) {
            return new Delivery(id, instead(before, id), Outcome.STAYS, "stays deactivated");
        }
        if (states.get(id.slug()) == PluginState.ACTIVE && !before.equals(id) && !isNew && !meant) {
            return new Delivery(id, instead(before, id), Outcome.STAYS, "stays at " + before.version());
        }
        return again(new Delivery(id, instead(before, id), Outcome.WAITS, ""), by);
    }

    @Override
    public Delivery again(Delivery waiting, String by) {
        present();
        PluginId id = waiting.plugin();
        try {
            if (!packages.read(contents.get(id)).manifest().capabilities().isEmpty() && !granted.contains(id)) {
                return new Delivery(id, waiting.instead(), Outcome.WAITS, "nobody decided about queue");
            }
        } catch (InstallException impossible) {
            throw new AssertionError(impossible);
        }
        if (!id.equals(current.get(id.slug())) || states.get(id.slug()) != PluginState.ACTIVE) {
            current.put(id.slug(), id);
            states.put(id.slug(), PluginState.ACTIVE);
            event(id, PluginEvent.Kind.ACTIVATED, by);
        }
        return new Delivery(id, waiting.instead(), Outcome.RUNS, "");
    }

    /** Whether it is new. */
    boolean install(byte[] content, String by) throws InstallException {
        PluginId id = identify(content);
        Deque<VersionView> all = versions.computeIfAbsent(id.slug(), slug -> new ArrayDeque<>());
        if (all.stream().anyMatch(version -> version.id().equals(id))) {
            return false;
        }
        if (all.stream().anyMatch(version -> version.id().version().equals(id.version()))) {
            throw new InstallException(id.slug() + " " + id.version() + " is installed already: a version never changes, give the new package a new one");
        }
        all.addFirst(new VersionView(id, Instant.EPOCH, by, Optional.empty(), VersionView.Place.KEPT));
        contents.put(id, content);
        current.putIfAbsent(id.slug(), id);
        states.putIfAbsent(id.slug(), PluginState.INSTALLED);
        event(id, PluginEvent.Kind.INSTALLED, by);
        return true;
    }

    Void remove(String slug, String by) {
        if (needed.contains(slug)) {
            throw new PluginException("others depend on " + slug);
        }
        event(current.remove(slug), PluginEvent.Kind.REMOVED, by);
        states.remove(slug);
        versions.remove(slug);
        return null;
    }

    List<PluginEvent.Kind> events(String slug) {
        return history.getOrDefault(slug, new ArrayDeque<>()).stream().map(PluginEvent::kind).toList();
    }

    private static Optional<PluginId> instead(PluginId before, PluginId id) {
        return Optional.ofNullable(before).filter(now -> !now.equals(id));
    }

    private void event(PluginId id, PluginEvent.Kind kind, String by) {
        history.computeIfAbsent(id.slug(), slug -> new ArrayDeque<>()).addFirst(new PluginEvent(id, kind, by, "", Instant.EPOCH));
    }

    private void present() {
        if (away) {
            throw new StoreException("the database does not answer", null);
        }
    }

    private PluginView view(PluginId id) {
        return new PluginView(id, id.slug(), states.get(id.slug()), Optional.empty(), List.of(), List.of(), Optional.empty(),
                new BreakerStatus(Breaker.State.CLOSED, Optional.empty(), 0, 0, BreakerRule.DEFAULT), versions.get(id.slug()).stream().map(VersionView::id).toList());
    }
}
