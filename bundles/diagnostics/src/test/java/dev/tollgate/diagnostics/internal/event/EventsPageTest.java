package dev.tollgate.diagnostics.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.jobs.DeadLetter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.lifecycle.HostEvent;
import dev.tollgate.lifecycle.HostEvent.BreakerMove;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;

/** The tables of docs/EVENTS.md have every topic and every property, and no other. */
class EventsPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z]+/[A-Za-z_]+)` \\| [^|]+ \\| ([^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([a-zA-Z]+)`");
    private static final PluginId SHOP = new PluginId("shop", "1.2.0", Digest.of(new byte[0]));
    private static final Instant AT = Instant.EPOCH;

    @Test
    void everyTopicIsThereWithItsProperties() throws Exception {
        Map<String, Set<String>> page = new TreeMap<>();
        Set<String> same = Set.of();
        for (MatchResult row : ROW.matcher(Files.readString(Path.of("../../docs/EVENTS.md"))).results().toList()) {
            same = row.group(2).startsWith("the same") ? same : names(row.group(2));
            page.put(row.group(1), same);
        }
        Map<String, Set<String>> code = new TreeMap<>();
        events().forEach(event -> code.put(event.getTopic().substring(Bulletin.ROOT.length()),
                Arrays.stream(event.getPropertyNames()).filter(name -> !Set.of("timestamp", "event.topics").contains(name))
                        .collect(Collectors.toCollection(TreeSet::new))));
        assertThat(page).isEqualTo(code);
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell).results().map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Event> events() {
        Stream<HostEvent> plugins = Arrays.stream(PluginEvent.Kind.values())
                .map(kind -> new HostEvent.Catalogued(new PluginEvent(SHOP, kind, "ann", "", AT)));
        Stream<HostEvent> breakers = Arrays.stream(BreakerMove.values()).map(move -> new HostEvent.BreakerMoved("shop", move, "ann", "", AT));
        Stream<HostEvent> services = Arrays.stream(ServiceState.values())
                .map(state -> new HostEvent.ServiceMoved(SHOP, state, Optional.of("why"), AT));
        Stream<HostEvent> others = Stream.of(new HostEvent.Tripped(new Trip(Limit.FUEL, 1, 2, SHOP, "h", "r", List.of("f"), AT)),
                new HostEvent.Decided(new GrantDecision(SHOP, "kv", Optional.of("{}"), Optional.of("{}"), "ann", AT)),
                new HostEvent.GateMoved("tollgate:kv@1", Optional.of("b"), AT), new HostEvent.GateMoved("tollgate:kv@1", Optional.empty(), AT));
        Stream<Event> host = Stream.of(plugins, breakers, services, others).flatMap(all -> all).flatMap(event -> Bulletin.of(event).stream());
        return Stream.concat(host, Stream.of(Bulletin.of(new DeadLetter(new JobId("01890a5d-ac96-774b-bcce-b302099a8057"), "plugins",
                "plugin:shop:mail", "shop", 1, "why", AT))));
    }
}
