package dev.tollgate.lifecycle.spi;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.audit.Decision;
import dev.tollgate.abi.audit.Verb;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.PluginEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What of that which a store keeps anyway is a decision, and how it stands in the audit. */
public final class Decisions {
    private static final Predicate<String> SLUG = Pattern.compile("[a-z][a-z0-9-]{2,40}").asMatchPredicate();

    private Decisions() {
    }

    /** Empty for what nobody decided. */
    public static Optional<Decision> of(PluginEvent event) {
        Optional<Verb> verb = switch (event.kind()) {
            case INSTALLED -> Optional.of(Verb.PLUGIN_INSTALL);
            case ACTIVATED -> Optional.of(Verb.PLUGIN_ACTIVATE);
            case ROLLED_BACK -> Optional.of(Verb.PLUGIN_ROLLBACK);
            case DOWNGRADED -> Optional.of(Verb.PLUGIN_DOWNGRADE);
            case DEACTIVATED -> Optional.of(Verb.PLUGIN_DEACTIVATE);
            case RETIRED -> Optional.of(Verb.PLUGIN_RETIRE);
            case REMOVED -> Optional.of(Verb.PLUGIN_REMOVE);
            case FAILED -> Optional.empty();
        };
        return verb.map(decided -> new Decision(event.at(), event.by(), decided, Optional.of(event.plugin().slug()), version(event.plugin()), Optional.empty(),
                Optional.of(event.detail()).filter(detail -> !detail.isEmpty())));
    }

    public static Decision of(GrantDecision decision) {
        return new Decision(decision.decidedAt(), decision.decidedBy(), decision.after().isPresent() ? Verb.GATE_GRANT : Verb.GATE_DENY,
                Optional.of(decision.plugin().slug()), decision.capability() + " " + version(decision.plugin()), decision.before(), decision.after());
    }

    /** Empty for what the breaker did itself. */
    public static Optional<Decision> of(BreakerEvent event) {
        return Optional.of(event).filter(reset -> reset.kind() == BreakerEvent.Kind.RESET).map(reset -> new Decision(event.at(), event.by(),
                Verb.BREAKER_RESET, Optional.of(event.slug()), "breaker", Optional.of(event.detail()), Optional.empty()));
    }

    /** @param after empty where the setting was taken away; of a secret, neither value is shown */
    public static Decision setting(Setting setting, String by, Instant at, Optional<byte[]> before, Optional<byte[]> after) {
        Verb verb = switch (setting.kind()) {
            case CONFIG -> after.isPresent() ? Verb.CONFIG_SET : Verb.CONFIG_UNSET;
            case SECRET -> after.isPresent() ? Verb.SECRET_SET : Verb.SECRET_UNSET;
            case JOBS -> after.isPresent() ? Verb.JOBLIMIT_SET : Verb.JOBLIMIT_UNSET;
        };
        return new Decision(at, by, verb, Optional.of(setting.slug()), setting.name(),
                shown(setting.kind(), before), shown(setting.kind(), after));
    }

    /** Which setting. */
    public record Setting(String slug, SettingKind kind, String name) {
    }

    /** What happens to a group of jobs. Claims none of them, or again. */
    public static Decision jobs(String queue, String group, boolean paused, String by, Instant at) {
        return new Decision(at, by, paused ? Verb.JOBS_PAUSE : Verb.JOBS_RESUME, Optional.of(group), queue, Optional.empty(), Optional.empty());
    }

    /** @param id begins with whose it is, a plugin's slug or a bundle's name */
    public static Decision schedule(String id, boolean enabled, String by, Instant at) {
        String owner = id.substring(0, Math.max(0, id.indexOf('/')));
        return new Decision(at, by, enabled ? Verb.SCHEDULE_ENABLE : Verb.SCHEDULE_DISABLE, Optional.of(owner).filter(SLUG), id, Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> shown(SettingKind kind, Optional<byte[]> value) {
        return kind == SettingKind.SECRET ? Optional.empty() : value.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static String version(PluginId plugin) {
        return plugin.version() + " " + plugin.digest().brief();
    }
}
