package dev.tollgate.shell.internal.noun;

import dev.tollgate.lifecycle.Breakers;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.limits.Trip;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what plugins tripped over. */
@Component
@Command(name = Noun.SCOPE)
public final class TripNoun implements Noun {
    private final Breakers breakers;
    private final Known known;

    @Activate
    public TripNoun(@Reference Plugins plugins, @Reference Breakers breakers) {
        this.breakers = breakers;
        this.known = new Known(plugins);
    }

    @Command(name = "trips", description = "lists the newest trips of a plugin, with the guest's stack")
    public Act trips(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug,
            @Option(names = {"-n", "--count"}, paramLabel = "COUNT", defaultValue = "20", description = "how many of them; ${DEFAULT-VALUE}") int most) {
        return caller -> {
            known.plugin(slug);
            List<Trip> trips = breakers.trips(slug).stream().limit(Math.max(1, most)).toList();
            Page page = new Page();
            trips.forEach(trip -> add(page, trip));
            return new Answer(Doc.array(trips.stream().map(TripNoun::of).toList()), () -> trips.isEmpty() ? slug + " never tripped" : page.toString());
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return label.equals("SLUG") ? known.slugs() : List.of();
    }

    private static void add(Page page, Trip trip) {
        page.text(trip.at() + "  " + trip.limit().title() + ": " + trip.used() + " of " + trip.allowed() + " " + trip.limit().unit())
                .line("    in", trip.plugin() + " " + trip.handler()).line("    request", trip.requestId());
        trip.stack().forEach(frame -> page.line("        at", frame));
    }

    private static Doc of(Trip trip) {
        return new Doc().put("at", trip.at()).put("limit", trip.limit()).put("unit", trip.limit().unit()).put("allowed", trip.allowed())
                .put("used", trip.used()).put("plugin", trip.plugin()).put("handler", trip.handler()).put("requestId", trip.requestId())
                .put("stack", trip.stack());
    }
}
