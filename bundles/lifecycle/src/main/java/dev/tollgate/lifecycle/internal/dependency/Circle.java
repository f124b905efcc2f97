package dev.tollgate.lifecycle.internal.dependency;

import dev.tollgate.abi.PluginId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Looks for a way from a version back to itself, from each version to all those that are installed and would do for what it depends on. No way
 * leads through another version of the same plugin: the two are never active together. Each version is left once, so the time that it
 * takes grows with the dependencies and not with the ways through them.
 */
public final class Circle {
    private final PluginId start;
    private final Function<PluginId, Collection<PluginId>> next;
    private final Set<PluginId> seen = new HashSet<>();

    private Circle(PluginId start, Function<PluginId, Collection<PluginId>> next) {
        this.start = start;
        this.next = next;
    }

    /**
     * The versions on such a way, without the start at its end; empty where there is none.
     *
     * @param next what a version could use, itself included
     */
    public static Optional<List<PluginId>> through(PluginId start, Function<PluginId, Collection<PluginId>> next) {
        return new Circle(start, next).from(start);
    }

    private Optional<List<PluginId>> from(PluginId version) {
        for (PluginId used : next.apply(version)) {
            if (used.equals(start)) {
                return Optional.of(List.of(version));
            }
            if (!used.slug().equals(start.slug()) && seen.add(used)) {
                Optional<List<PluginId>> rest = from(used);
                if (rest.isPresent()) {
                    return Optional.of(Stream.concat(Stream.of(version), rest.get().stream()).toList());
                }
            }
        }
        return Optional.empty();
    }
}
