package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.Violation;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.internal.dependency.Circle;
import dev.tollgate.lifecycle.internal.dependency.VersionRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is checked of dependencies when a package is installed. */
final class DependencyRules {
    private static final Logger LOG = LoggerFactory.getLogger(DependencyRules.class);

    private final Versions versions;

    DependencyRules(Versions versions) {
        this.versions = versions;
    }

    /** What is wrong in the manifest by itself. */
    static List<Violation> violations(Manifest manifest) {
        List<Violation> wrong = new ArrayList<>();
        new TreeMap<>(manifest.dependencies()).forEach((slug, range) -> {
            String pointer = "/dependencies/" + slug;
            if (slug.equals(manifest.slug())) {
                wrong.add(new Violation(pointer, "a plugin does not depend on itself"));
            }
            try {
                VersionRange.of(range);
            } catch (IllegalArgumentException unreadable) {
                wrong.add(new Violation(pointer, unreadable.getMessage()));
            }
        });
        return wrong;
    }

    /** How a version that is installed, or is about to be, would come to depend on itself through others that are; empty where it would not. */
    Optional<String> circle(PluginId id, Manifest manifest) {
        return Circle.through(id, version -> usable(version, id, manifest)).map(circle -> "the plugins would depend on each other in a circle, "
                + Stream.concat(circle.stream(), Stream.of(id)).map(one -> one.slug() + " " + one.version()).collect(Collectors.joining(" → "))
                + "; take one of these dependencies out, or that version out of the catalogue");
    }

    private Collection<PluginId> usable(PluginId version, PluginId next, Manifest manifest) {
        Map<String, String> dependencies;
        try {
            dependencies = version.equals(next) ? manifest.dependencies() : versions.manifest(version).dependencies();
        } catch (PluginException damaged) {
            LOG.warn("what {} depends on is not known: {}", version, damaged.getMessage());
            return List.of();
        }
        List<PluginId> usable = new ArrayList<>();
        new TreeMap<>(dependencies).forEach((slug, text) -> {
            VersionRange range = VersionRange.of(text);
            Stream<PluginId> others = versions.all(slug).stream().filter(other -> !other.equals(next));
            Stream.concat(others, slug.equals(next.slug()) ? Stream.of(next) : Stream.empty())
                    .filter(other -> range.contains(other.version())).forEach(usable::add);
        });
        return usable;
    }
}
