package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.JobLimits.Bounds;
import dev.tollgate.bridge.JobLimits.Decision;
import dev.tollgate.bridge.JobLimits.Limit;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.Plugins;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows and sets from the shell how much a plugin may queue and run. */
@Component(service = JobLimitCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=joblimits"})
public final class JobLimitCommands {
    private static final String CONFIGURED = "default";

    private final Plugins plugins;
    private final JobLimits limits;

    @Activate
    public JobLimitCommands(@Reference Plugins plugins, @Reference JobLimits limits) {
        this.plugins = plugins;
        this.limits = limits;
    }

    @Descriptor("shows how much a plugin may queue and run, and who decided that")
    public String joblimits(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            Bounds bounds = limits.limits(slug);
            Map<Limit, Decision> decisions = limits.decisions(slug);
            Table table = new Table("LIMIT", "VALUE", "WHEN", "WHO");
            for (Limit limit : Limit.values()) {
                Decision decision = decisions.get(limit);
                table.row(limit.key(), decision == null ? configured(limit, bounds) : decision.value(),
                        decision == null ? "" : decision.at(), decision == null ? "the configuration" : PlainText.of(decision.by()));
            }
            return table.toString();
        });
    }

    @Descriptor("sets one of a plugin's limits, on every node that shares the store, at once")
    public String joblimits(@Descriptor("the plugin's slug") String slug,
            @Descriptor("rate.per.minute, most.queued or tollgate.job.per.group") String key,
            @Descriptor("a number from 1, or default to leave it to the configuration") String value) {
        return Answer.of(() -> {
            Limit limit = Limit.of(key);
            if (value.equals(CONFIGURED)) {
                return key + " of " + slug + (limits.reset(slug, Optional.of(limit), PluginCommands.BY) ? " is" : " was already")
                        + " as in the configuration";
            }
            mustBeInstalled(slug);
            limits.set(slug, limit, number(limit, value), PluginCommands.BY);
            return key + " of " + slug + " is " + value;
        });
    }

    @Descriptor("leaves all limits of a plugin to the configuration")
    public String joblimits(@Descriptor("the plugin's slug") String slug, @Descriptor("default") String all) {
        return Answer.of(() -> {
            if (!all.equals(CONFIGURED)) {
                throw new IllegalArgumentException("tollgate:joblimits SLUG shows them, SLUG LIMIT NUMBER sets one, SLUG default none");
            }
            return slug + (limits.reset(slug, Optional.empty(), PluginCommands.BY) ? " is" : " was already") + " as in the configuration";
        });
    }

    private void mustBeInstalled(String slug) {
        if (plugins.get(slug).isEmpty()) {
            throw new PluginException("no plugin of that slug is installed; tollgate:list names them");
        }
    }

    private static int number(Limit limit, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(limit.key() + " is a whole number from 1 to " + limit.most() + ", or default", none);
        }
    }

    private static int configured(Limit limit, Bounds bounds) {
        return switch (limit) {
            case RATE -> bounds.perMinute();
            case DEPTH -> bounds.mostQueued();
            case SLOTS -> bounds.atATime();
        };
    }
}
