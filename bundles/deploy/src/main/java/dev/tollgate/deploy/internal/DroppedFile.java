package dev.tollgate.deploy.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.PluginId;
import dev.tollgate.deploy.Deployment;
import dev.tollgate.deploy.Deployment.State;
import dev.tollgate.lifecycle.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of a file while it is there. Changed by one thread; how it stands can be seen by any. */
final class DroppedFile {
    private static final Logger LOG = LoggerFactory.getLogger(DroppedFile.class);
    private static final int MOST_CHARACTERS = 2_000;

    private final String name;
    private Optional<Stamp> judged = Optional.empty();
    private Optional<PluginId> plugin = Optional.empty();
    private Optional<Delivery> waiting = Optional.empty();
    private Optional<String> before = Optional.empty();
    private volatile Optional<Deployment> standing = Optional.empty();

    DroppedFile(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** What it was when it was read last; empty where it never was, or could not be. */
    Optional<PluginId> plugin() {
        return plugin;
    }

    /** What is to be tried again. */
    Optional<Delivery> waiting() {
        return waiting;
    }

    /** The other file that has its plugin, and was there before. */
    Optional<String> before() {
        return before;
    }

    boolean isJudged(Stamp now) {
        return judged.filter(now::equals).isPresent();
    }

    Optional<Deployment> standing() {
        return standing;
    }

    /** It cannot be read yet. */
    void settling(String why, Instant now) {
        judged = Optional.empty();
        show(State.SETTLING, List.of(why), now);
    }

    /** It cannot be read, or is nothing that is installed; that stays so until it changes. */
    void refused(Stamp stamp, Optional<PluginId> id, List<String> reasons, Instant now) {
        judge(stamp, id);
        show(State.REFUSED, reasons, now);
    }

    void after(String other, Stamp stamp, PluginId id, Instant now) {
        judge(stamp, Optional.of(id));
        before = Optional.of(other);
        show(State.REFUSED, List.of("it brings " + id.slug() + ", which " + PlainText.of(other)
                + " brings already: delete the one that is not meant"), now);
    }

    void delivered(Stamp stamp, Delivery delivery, Instant now) {
        judge(stamp, Optional.of(delivery.plugin()));
        if (delivery.outcome() == Delivery.Outcome.WAITS) {
            waiting = Optional.of(delivery);
        }
        show(State.valueOf(delivery.outcome().name()), delivery.detail().isEmpty() ? List.of() : List.of(delivery.detail()), now);
    }

    void removedByHand(Stamp stamp, PluginId id, String by, Instant now) {
        judge(stamp, Optional.of(id));
        show(State.STAYS, List.of(id.slug() + " was removed by " + by + ": it is installed again when the file was deleted and put back"), now);
    }

    /** Something else failed, and it is tried again. */
    void failed(Optional<PluginId> id, String why, Instant now) {
        judged = Optional.empty();
        plugin = id.or(() -> plugin);
        show(State.FAILED, List.of(why), now);
    }

    private void judge(Stamp stamp, Optional<PluginId> id) {
        judged = Optional.of(stamp);
        plugin = id;
        waiting = Optional.empty();
        before = Optional.empty();
    }

    private void show(State state, List<String> details, Instant now) {
        List<String> plain = details.stream().map(DroppedFile::plain).toList();
        Optional<Deployment> last = standing;
        if (last.filter(shown -> shown.state() == state && shown.details().equals(plain) && shown.plugin().equals(plugin)).isPresent()) {
            return;
        }
        standing = Optional.of(new Deployment(PlainText.of(name), state, plugin, plain, now));
        log(state, plain);
    }

    private void log(State state, List<String> details) {
        String file = PlainText.of(name);
        switch (state) {
            case REFUSED -> details.forEach(reason -> LOG.error("the file {} is refused: {}", file, reason));
            case FAILED -> LOG.error("the file {}{}: {}", file, brings(), String.join("; ", details));
            case WAITS -> LOG.warn("the file {}{}, which is activated when it can be: {}", file, brings(), String.join("; ", details));
            case STAYS -> LOG.warn("the file {}{}: {}", file, brings(), String.join("; ", details));
            case RUNS -> LOG.info("the file {}{}, which runs", file, brings());
            default -> LOG.debug("the file {}: {}", file, details);
        }
    }

    private String brings() {
        return plugin.map(id -> " brings " + id).orElse("");
    }

    /** Reasons quote manifests. */
    private static String plain(String detail) {
        String one = PlainText.lines(detail).replace('\n', ' ');
        return one.length() <= MOST_CHARACTERS ? one : one.substring(0, MOST_CHARACTERS) + "...";
    }
}
