package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.internal.dependency.VersionRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The plugins that a loaded one depends on, as they stand on this node. It waits for one that is not loaded in a version of the range, or that
 * waits for something itself. This is asked at every call, and most plugins depend on none.
 */
final class Needs {
    private final String slug;
    private final List<Need> needs;
    private final Function<String, Optional<LoadedPlugin>> loaded;

    private Needs(String slug, List<Need> needs, Function<String, Optional<LoadedPlugin>> loaded) {
        this.slug = slug;
        this.needs = needs;
        this.loaded = loaded;
    }

    /** @param loaded what is loaded of a plugin now */
    static Needs of(PluginId id, Manifest manifest, Function<String, Optional<LoadedPlugin>> loaded) {
        List<Need> needs = new ArrayList<>();
        try {
            new TreeMap<>(manifest.dependencies()).forEach((slug, range) -> needs.add(new Need(slug, VersionRange.of(range))));
        } catch (IllegalArgumentException unreadable) {
            throw new PluginException(id + " cannot be loaded: what it depends on " + unreadable.getMessage(), unreadable);
        }
        return new Needs(id.slug(), List.copyOf(needs), loaded);
    }

    /** The plugins that it waits for, each with the range; empty where it may run. */
    List<String> missing() {
        return needs.isEmpty() ? List.of() : missing(Set.of());
    }

    /** Whether another version of a plugin would not do. */
    boolean excludes(PluginId other) {
        return needs.stream().anyMatch(need -> need.slug.equals(other.slug()) && !need.fits(other));
    }

    /** The range of that plugin's versions that it depends on, where it does. */
    Optional<String> on(String other) {
        return needs.stream().filter(need -> need.slug.equals(other)).map(need -> need.range.text()).findFirst();
    }

    /** @param above who waits already: in a circle, which two nodes can make, nobody waits for himself */
    private List<String> missing(Set<String> above) {
        List<String> missing = List.of();
        Set<String> from = null;
        for (Need need : needs) {
            if (above.contains(need.slug)) {
                continue;
            }
            if (from == null) {
                from = new HashSet<>(above);
                from.add(slug);
            }
            Set<String> path = from;
            Optional<LoadedPlugin> there = loaded.apply(need.slug).filter(plugin -> need.fits(plugin.id()))
                    .filter(plugin -> plugin.gates().missing().isEmpty() && plugin.needs().missing(path).isEmpty());
            if (there.isEmpty()) {
                missing = new ArrayList<>(missing);
                missing.add("plugin " + need.slug + " " + need.range);
            }
        }
        return missing;
    }

    private static final class Need {
        private final String slug;
        private final VersionRange range;
        private volatile Asked last;

        /** A version is asked about at every call until it is another one. */
        private record Asked(PluginId id, boolean fits) {
        }

        Need(String slug, VersionRange range) {
            this.slug = slug;
            this.range = range;
        }

        boolean fits(PluginId id) {
            Asked known = last;
            if (known == null || !known.id.equals(id)) {
                known = new Asked(id, range.contains(id.version()));
                last = known;
            }
            return known.fits;
        }
    }
}
