package dev.tollgate.shell.internal.noun;

import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Caller;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.noun.CallTotals.Sum;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Json;
import dev.tollgate.shell.internal.text.Page;
import dev.tollgate.shell.internal.text.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows, again and again, what plugins used since the last look; the first look is at everything since the shell was started. */
@Component(service = Noun.class)
@Command(name = Noun.SCOPE)
public final class TopNoun implements Noun {
    private static final Table TABLE = Table.of(Column.id("PLUGIN", "slug"), Column.number("CALLS", "calls"), Column.number("FAILED", "failed"),
            Column.number("TRIPPED", "tripped"), Column.number("HELD", "heldBack"), Column.number("FUEL", "fuel"), Column.number("MS", "timeMillis"));

    private final CallCounter counter;
    private final InstantSource clock;
    private final Pause pause;
    private final Instant started;

    @Activate
    public TopNoun(@Reference CallCounter counter) {
        this(counter, InstantSource.system(), Pause.REAL);
    }

    private TopNoun(CallCounter counter, InstantSource clock, Pause pause) {
        this.counter = counter;
        this.clock = clock;
        this.pause = pause;
        this.started = clock.instant();
    }

    static TopNoun of(CallCounter counter, InstantSource clock, Pause pause) {
        return new TopNoun(counter, clock, pause);
    }

    @Command(name = "top", description = {"shows the fuel and time of each plugin, all of it at first and then what came since the last look,"
            + " until a key is pressed (Enter, where the terminal sends lines; Ctrl-C in Karaf)"})
    public Act top(@Option(names = {"-n", "--count"}, paramLabel = "COUNT", defaultValue = "0", description = "how many looks; without end unless given") int looks,
            @Option(names = "--every", paramLabel = "SECONDS", defaultValue = "2", description = "how long between two looks; ${DEFAULT-VALUE} s") int seconds) {
        return caller -> {
            if (looks < 0 || seconds < 1) {
                throw new IllegalArgumentException("looks are counted from 1, and at least 1 s lies between two");
            }
            Map<String, Sum> before = Map.of();
            Instant since = started;
            for (int look = 1; ; look++) {
                Map<String, Sum> now = counter.sums();
                Instant at = clock.instant();
                print(caller, since, at, used(before, now));
                if (look == looks || !pause.over(Duration.ofSeconds(seconds), caller.keyboard())) {
                    return null;
                }
                before = now;
                since = at;
            }
        };
    }

    private static List<Doc> used(Map<String, Sum> before, Map<String, Sum> now) {
        return now.entrySet().stream().map(entry -> Map.entry(entry.getKey(), entry.getValue().minus(before.getOrDefault(entry.getKey(), Sum.NONE))))
                .filter(entry -> !entry.getValue().equals(Sum.NONE))
                .sorted(Comparator.comparingLong((Map.Entry<String, Sum> entry) -> -entry.getValue().fuel()).thenComparing(Map.Entry::getKey))
                .map(entry -> of(entry.getKey(), entry.getValue())).toList();
    }

    private static Doc of(String slug, Sum sum) {
        return new Doc().put("slug", slug).put("calls", sum.calls()).put("failed", sum.failed()).put("tripped", sum.tripped())
                .put("heldBack", sum.held()).put("fuel", sum.fuel()).put("timeMillis", sum.nanos() / 1_000_000);
    }

    private static void print(Caller caller, Instant since, Instant at, List<Doc> rows) {
        if (caller.json()) {
            caller.out().println(Json.line(new Doc().put("since", since).put("at", at).put("plugins", rows).node()));
        } else {
            String title = "since " + since.truncatedTo(ChronoUnit.SECONDS) + ", at " + at.truncatedTo(ChronoUnit.SECONDS);
            caller.out().println(rows.isEmpty() ? new Page().text(title + ": no plugin was called") : new Page().text(title).table(TABLE, rows).text(""));
        }
        caller.out().flush();
    }
}
