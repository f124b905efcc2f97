package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.internal.dependency.VersionRange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The packages of the model: three plugins, one of which depends on another, with versions that misbehave in their own ways. */
enum Content {
    ALPHA("alpha", "1.0.0", "up", Set.of("queue"), "", ""),
    /** Another package of the same version. */
    ALPHA_AGAIN("alpha", "1.0.0", "up", Set.of("queue"), "", "again"),
    ALPHA_FAILS("alpha", "1.1.0", "up_fail", Set.of("queue"), "", ""),
    /** Asks for more than those before it, so that somebody has to decide. */
    ALPHA_ASKS("alpha", "1.2.0", "up", Set.of("config", "queue"), "", ""),
    BETA("beta", "1.0.0", "up", Set.of("queue"), "^1.0.0", ""),
    BETA_TRAPS("beta", "1.1.0", "up_trap", Set.of("queue"), "^1.0.0", ""),
    BETA_NARROW("beta", "1.2.0", "up", Set.of("queue"), ">=1.2.0", ""),
    GAMMA("gamma", "1.0.0", "", Set.of(), "", ""),
    GAMMA_NEXT("gamma", "2.0.0", "", Set.of(), "", ""),
    GAMMA_AGAIN("gamma", "2.0.0", "", Set.of(), "", "again");

    static final String HOOK = "model";
    static final List<String> SLUGS = List.of("alpha", "beta", "gamma");
    /** What beta depends on. */
    static final String BASE = "alpha";

    private final String slug;
    private final String version;
    private final String up;
    private final Set<String> asks;
    private final String range;
    private final byte[] bytes;
    private final PluginId id;

    Content(String slug, String version, String up, Set<String> asks, String range, String note) {
        this.slug = slug;
        this.version = version;
        this.up = up;
        this.asks = asks;
        this.range = range;
        this.bytes = build(slug, version, up, asks, range, note);
        try {
            this.id = new PackageReader().read(bytes).id();
        } catch (InstallException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static byte[] build(String slug, String version, String up, Set<String> asks, String range, String note) {
        TestPackage made = up.isEmpty() ? TestPackage.of(slug, version, "basic").filter(HOOK, "echo").schedule("nightly", "@daily", "echo")
                : TestPackage.of(slug, version, "lifecycle").filter(HOOK, "hook").lifecycle("on_activate: " + up)
                        .lifecycle("on_deactivate: down").lifecycle("on_uninstall: gone");
        asks.stream().sorted().forEach(capability -> made.asks(capability + ": {}"));
        if (!range.isEmpty()) {
            made.depends(BASE + ": '" + range + "'");
        }
        return made.file("note", note.getBytes()).build();
    }

    static Content of(PluginId id) {
        return Arrays.stream(values()).filter(content -> content.id.equals(id)).findFirst().orElseThrow();
    }

    String slug() {
        return slug;
    }

    String version() {
        return version;
    }

    PluginId id() {
        return id;
    }

    byte[] bytes() {
        return bytes;
    }

    Set<String> asks() {
        return asks;
    }

    /** Whether its handlers say that they were called. */
    boolean speaks() {
        return !up.isEmpty();
    }

    boolean comesUp() {
        return up.isEmpty() || up.equals("up");
    }

    /** The range of the plugin that it depends on. */
    Optional<VersionRange> range() {
        return range.isEmpty() ? Optional.empty() : Optional.of(VersionRange.of(range));
    }

    boolean olderThan(Content other) {
        return version.compareTo(other.version) < 0;
    }
}
