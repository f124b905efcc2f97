package dev.tollgate.shell.internal.noun;

import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Caller;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Json;
import dev.tollgate.shell.internal.text.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the host's events as they come. Whoever looks on slowly misses some, and is told how many: nobody waits for a terminal. */
@Component(service = Noun.class)
@Command(name = Noun.SCOPE)
public final class TailNoun implements Noun {
    private static final String TOPICS = "dev/tollgate/*";
    private static final List<String> FIRST = List.of("plugin", "version", "capability");
    private static final Set<String> FOR_PROGRAMS = Set.of("digest", "timestamp");
    private static final int WAITING = 1_000;
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Events events;
    private final InstantSource clock;
    private final Pause pause;

    /** Where events come from. */
    interface Events {
        /** @return ends it */
        Runnable to(EventHandler handler);
    }

    private record Line(Instant at, String topic, Map<String, String> properties) {
    }

    @Activate
    public TailNoun(BundleContext context, @Reference EventAdmin whoeverSendsThem) {
        this(handler -> {
            ServiceRegistration<EventHandler> registration = context.registerService(EventHandler.class, handler,
                    FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, TOPICS)));
            return registration::unregister;
        }, InstantSource.system(), Pause.REAL);
    }

    private TailNoun(Events events, InstantSource clock, Pause pause) {
        this.events = events;
        this.clock = clock;
        this.pause = pause;
    }

    static TailNoun of(Events events, InstantSource clock, Pause pause) {
        return new TailNoun(events, clock, pause);
    }

    @Command(name = "tail", description = "shows what happens to plugins as it happens, until a key is pressed (Enter, where the terminal sends lines;"
            + " Ctrl-C in Karaf); with --json an object in each line")
    public Act tail(@Option(names = {"-n", "--count"}, paramLabel = "COUNT", defaultValue = "0", description = "how many events; without end unless given") int most) {
        return caller -> {
            BlockingQueue<Line> queue = new LinkedBlockingQueue<>(WAITING);
            LongAdder missed = new LongAdder();
            Runnable end = events.to(event -> {
                if (!queue.offer(line(event))) {
                    missed.increment();
                }
            });
            try {
                int shown = 0;
                do {
                    for (Line line = queue.poll(); line != null; line = queue.poll()) {
                        print(caller, line);
                        if (++shown == most) {
                            return null;
                        }
                    }
                    long lost = missed.sumThenReset();
                    if (lost > 0) {
                        print(caller, new Line(clock.instant(), "missed", Map.of("events", String.valueOf(lost))));
                    }
                } while (pause.over(LOOK, caller.keyboard()));
                return null;
            } finally {
                end.run();
            }
        };
    }

    /** Taken down on the sender's thread, since its properties are its own afterwards. */
    private Line line(Event event) {
        Map<String, String> properties = new TreeMap<>();
        for (String name : event.getPropertyNames()) {
            Object value = event.getProperty(name);
            if (!name.equals(EventConstants.EVENT_TOPIC) && (value instanceof String || value instanceof Number || value instanceof Boolean)) {
                properties.put(name, Doc.cut(value.toString()));
            }
        }
        return new Line(clock.instant(), event.getTopic(), properties);
    }

    private static void print(Caller caller, Line line) {
        if (caller.json()) {
            caller.out().println(Json.line(new Doc().put("at", line.at()).put("topic", line.topic()).put("properties", line.properties()).node()));
        } else {
            caller.out().println(new Page().line(line.at().truncatedTo(ChronoUnit.SECONDS).toString(), text(line)));
        }
        caller.out().flush();
    }

    /** Whom it is about first, and without what only programs need. */
    private static String text(Line line) {
        Map<String, String> rest = new TreeMap<>(line.properties());
        rest.keySet().removeAll(FOR_PROGRAMS);
        StringJoiner text = new StringJoiner(" ").add(line.topic().replaceFirst("^dev/tollgate/", ""));
        FIRST.forEach(name -> Optional.ofNullable(rest.remove(name)).ifPresent(text::add));
        rest.forEach((name, value) -> text.add(name + "=" + value));
        return text.toString().replace('\n', ' ');
    }
}
