package dev.tollgate.lifecycle.internal;

import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.PluginState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A plugin as it should be.
 *
 * @param versions  newest installation first
 * @param decisions what was decided about a version, by capability
 * @param tripped   whether it has a breaker
 * @param out       whether the breaker put it out
 */
record Plug(List<Content> versions, Optional<Row> row, Map<Content, Map<String, Decision>> decisions, boolean tripped, boolean out) {
    static final Plug NONE = new Plug(List.of(), Optional.empty(), Map.of(), false, false);

    /** What the catalogue says of it. */
    record Row(Content current, Optional<Content> previous, PluginState state) {
    }

    /** What may differ after a crash only as a whole; decisions go one by one. */
    record Shape(List<Content> versions, Optional<Row> row) {
    }

    Shape shape() {
        return new Shape(versions, row);
    }

    Plug with(Row next) {
        return new Plug(versions, Optional.of(next), decisions, tripped, out);
    }

    Plug breaker(boolean nowTripped, boolean nowOut) {
        return new Plug(versions, row, decisions, nowTripped, nowOut);
    }

    Plug added(Content content) {
        List<Content> all = new ArrayList<>(List.of(content));
        all.addAll(versions);
        return new Plug(List.copyOf(all), row.or(() -> Optional.of(new Row(content, Optional.empty(), PluginState.INSTALLED))), decisions, tripped, out);
    }

    Plug without(Content content) {
        Map<Content, Map<String, Decision>> left = new HashMap<>(decisions);
        left.remove(content);
        return new Plug(versions.stream().filter(other -> other != content).toList(), row, Map.copyOf(left), tripped, out);
    }

    Plug decided(Content content, String capability, Decision decision) {
        Map<Content, Map<String, Decision>> all = new HashMap<>(decisions);
        Map<String, Decision> of = new TreeMap<>(all.getOrDefault(content, Map.of()));
        of.put(capability, decision);
        all.put(content, Map.copyOf(of));
        return new Plug(versions, row, Map.copyOf(all), tripped, out);
    }

    Decision decision(Content content, String capability) {
        return decisions.getOrDefault(content, Map.of()).getOrDefault(capability, Decision.UNDECIDED);
    }

    boolean granted(Content content, String capability) {
        return decision(content, capability) == Decision.GRANTED;
    }

    /** The version that is active. */
    Optional<Content> active() {
        return row.filter(now -> now.state() == PluginState.ACTIVE).map(Row::current);
    }

    boolean isIn(PluginState state) {
        return row.filter(now -> now.state() == state).isPresent();
    }

    boolean has(Content content) {
        return versions.contains(content);
    }
}
