package dev.tollgate.diagnostics.internal;

import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.Breakers;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.limits.Trip;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows, from the shell, what plugins tripped over, and resets their breakers. */
@Component(service = BreakerCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=trips",
    "osgi.command.function=breaker", "osgi.command.function=reset"})
public final class BreakerCommands {
    private static final int SHOWN = 20;

    private final Plugins plugins;
    private final Breakers breakers;

    @Activate
    public BreakerCommands(@Reference Plugins plugins, @Reference Breakers breakers) {
        this.plugins = plugins;
        this.breakers = breakers;
    }

    @Descriptor("lists the newest trips of a plugin, with the guest's stack")
    public String trips(@Descriptor("the plugin's slug") String slug) {
        return trips(slug, SHOWN);
    }

    @Descriptor("lists so many of the newest trips of a plugin, with the guest's stack")
    public String trips(@Descriptor("the plugin's slug") String slug, @Descriptor("how many") int most) {
        return Answer.of(() -> {
            List<Trip> trips = breakers.trips(view(slug).current().slug());
            return trips.isEmpty() ? slug + " never tripped"
                    : trips.stream().limit(Math.max(1, most)).map(BreakerCommands::text).collect(Collectors.joining("\n"));
        });
    }

    @Descriptor("shows a plugin's breaker, and what it did")
    public String breaker(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            Table table = new Table("WHEN", "WHAT", "WHO", "WHY");
            for (BreakerEvent event : breakers.events(slug)) {
                table.row(event.at(), event.kind(), event.by(), event.detail());
            }
            return text(breakers.status(slug)) + "\n" + table;
        });
    }

    @Descriptor("lets a plugin start anew that tripped too often")
    public String reset(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            breakers.reset(slug, PluginCommands.BY);
            return slug + " is reset" + plugins.get(slug).map(PluginView::state).map(state -> switch (state) {
                case ACTIVE, WAITING, DEGRADED, REMOVING -> "; it is " + state;
                case INSTALLED, INACTIVE, FAILED -> "; it is " + state + ", tollgate:activate " + slug + " starts it";
            }).orElse("");
        });
    }

    static String text(BreakerStatus breaker) {
        return breaker.state() + breaker.until().map(until -> " until " + until).orElse("") + ", degraded " + breaker.cycles() + " of "
                + breaker.rule().cycles() + " times within " + breaker.rule().cycleWindow().toSeconds() + " s, " + breaker.trips()
                + (breaker.trips() == 1 ? " trip" : " trips") + " in all";
    }

    private static String text(Trip trip) {
        return trip.at() + "  " + trip.limit().title() + ": " + trip.used() + " of " + trip.allowed() + " " + trip.limit().unit() + "\n    "
                + trip.plugin() + " " + trip.handler() + ", request " + trip.requestId()
                + trip.stack().stream().map(frame -> "\n        at " + frame).collect(Collectors.joining());
    }

    private PluginView view(String slug) {
        return plugins.get(slug).orElseThrow(() -> new PluginException(slug + " is not installed"));
    }
}
