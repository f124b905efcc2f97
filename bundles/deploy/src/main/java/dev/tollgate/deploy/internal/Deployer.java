package dev.tollgate.deploy.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.PluginId;
import dev.tollgate.deploy.Deployment;
import dev.tollgate.lifecycle.Deliveries;
import dev.tollgate.lifecycle.Delivery;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.Plugins;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the plugins what the folder says, in passes: each looks at the whole folder, so it does not matter which changes were told, how
 * often, or whether the server was up. A file is read once, and again when it looks like another one.
 */
final class Deployer {
    /** A folder is looked at so often though nobody says that it changed. */
    static final Duration IDLE = Duration.ofMinutes(1);
    /** So often it is asked whether what waits may run. */
    static final Duration RETRY = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

    private final DropFolder folder;
    private final Deliveries deliveries;
    private final Plugins plugins;
    private final HeldPlugins held;
    private final Duration settle;
    private final Settling settling;
    private final Departures departures;
    private final Clock clock;
    private final Map<String, DroppedFile> files = new ConcurrentSkipListMap<>();
    private boolean unreadable;
    private Duration next = IDLE;

    /** @param times how long a file must be left alone before it is read, and be gone before its plugin goes */
    Deployer(DropFolder folder, Deliveries deliveries, Plugins plugins, HeldPlugins held, DeployTimes times, Clock clock) {
        this.folder = folder;
        this.deliveries = deliveries;
        this.plugins = plugins;
        this.held = held;
        this.settle = times.settle();
        this.settling = new Settling(times.settle());
        this.departures = new Departures(plugins, held, times.gone());
        this.clock = clock;
    }

    /** One look at the folder. For one thread. Answers when the next one is due at the latest. */
    Duration pass() {
        next = IDLE;
        Optional<SortedMap<String, DroppedPackage>> present = folder.list();
        if (present.isEmpty()) {
            if (!unreadable) {
                LOG.warn("the folder {} cannot be read, so no plugin is installed or removed for its files: create it, or set 'folder' in the"
                        + " configuration {}", folder.path(), DeploySettings.PID);
            }
            unreadable = true;
            return next;
        }
        unreadable = false;
        files.keySet().retainAll(present.get().keySet());
        settling.keep(present.get().keySet());
        // All of them before the first is looked at: it may bring what a later one has.
        present.get().keySet().forEach(name -> files.computeIfAbsent(name, DroppedFile::new));
        present.get().values().forEach(this::look);
        soon(departures.pass(files, clock.instant()));
        return next;
    }

    List<Deployment> list() {
        Standing standing = new Standing(plugins);
        return Stream.concat(files.values().stream().flatMap(file -> file.standing().stream()).map(standing::now),
                departures.list().stream()).sorted(Comparator.comparing(Deployment::file)).toList();
    }

    private void soon(Duration wanted) {
        next = wanted.compareTo(next) < 0 ? wanted : next;
    }

    private void look(DroppedPackage dropped) {
        DroppedFile file = files.get(dropped.name());
        Instant now = clock.instant();
        try {
            Stamp stamp = dropped.stamp();
            if (file.isJudged(stamp)) {
                lookAgain(dropped, file, stamp);
            } else if (!settling.isSettled(file.name(), stamp, now)) {
                file.settling("it was changed just now", now);
                soon(settle);
            } else if (dropped.missing().isPresent()) {
                file.settling(dropped.missing().get(), now);
            } else {
                judge(dropped, file, stamp);
            }
        } catch (IOException | RuntimeException notNow) {
            // Whatever it is: the files after this one are none the worse for it.
            LOG.debug("the file {} is tried again", PlainText.of(file.name()), notNow);
            file.failed(Optional.empty(), Objects.requireNonNullElseGet(notNow.getMessage(), notNow::toString), now);
            soon(RETRY);
        }
    }

    /** It is as it was, but the rest of the world may not be. */
    private void lookAgain(DroppedPackage dropped, DroppedFile file, Stamp stamp) throws IOException {
        if (file.waiting().isPresent()) {
            finish(file, stamp, deliveries.again(file.waiting().get(), by(file)));
        } else if (file.before().isPresent() && holder(file, file.plugin().orElseThrow()).isEmpty()) {
            judge(dropped, file, stamp);
        }
    }

    private void judge(DroppedPackage dropped, DroppedFile file, Stamp stamp) throws IOException {
        Optional<PluginId> id = Optional.empty();
        try {
            byte[] content = dropped.content();
            if (!dropped.stamp().equals(stamp)) {
                file.settling("it was changed while it was read", clock.instant());
                soon(settle);
                return;
            }
            id = Optional.of(deliveries.identify(content));
            Optional<String> holder = holder(file, id.get());
            if (holder.isPresent()) {
                file.after(holder.get(), stamp, id.get(), clock.instant());
            } else {
                deliver(file, stamp, id.get(), content);
            }
        } catch (InstallException refused) {
            file.refused(stamp, id, refused.reasons(), clock.instant());
        }
    }

    /** Another file that is there and has brought the plugin before. */
    private Optional<String> holder(DroppedFile file, PluginId id) {
        return held.of(id.slug()).filter(holding -> !holding.file().equals(file.name()) && Departures.isThere(holding, files))
                .map(HeldPlugin::file);
    }

    private void deliver(DroppedFile file, Stamp stamp, PluginId id, byte[] content) throws InstallException {
        Optional<HeldPlugin> before = held.of(id.slug());
        boolean same = before.filter(holding -> holding.plugin().equals(id) && !holding.open()).isPresent();
        Optional<String> remover = same ? removedBy(id) : Optional.empty();
        if (remover.isPresent()) {
            held.put(new HeldPlugin(file.name(), id, false));
            file.removedByHand(stamp, id, remover.get(), clock.instant());
            return;
        }
        held.put(new HeldPlugin(file.name(), id, !same));
        try {
            finish(file, stamp, deliveries.deliver(content, before.isPresent() && !same, by(file)));
        } catch (InstallException refused) {
            before.ifPresentOrElse(held::put, () -> held.forget(id.slug()));
            throw refused;
        }
    }

    /** Which administrator removed what the file still has; what is in no history was never in this catalogue. */
    private Optional<String> removedBy(PluginId id) {
        return plugins.get(id.slug()).isPresent() ? Optional.empty() : plugins.history(id.slug(), 1).stream()
                .filter(event -> event.kind() == PluginEvent.Kind.REMOVED).map(PluginEvent::by).filter(by -> !Departures.isFile(by)).findFirst();
    }

    private void finish(DroppedFile file, Stamp stamp, Delivery delivery) {
        boolean waits = delivery.outcome() == Delivery.Outcome.WAITS;
        held.put(new HeldPlugin(file.name(), delivery.plugin(), waits));
        file.delivered(stamp, delivery, clock.instant());
        if (waits) {
            soon(RETRY);
        }
    }

    private static String by(DroppedFile file) {
        return Departures.by(file.name());
    }
}
