package dev.tollgate.capability.db.internal.postgres;

import dev.tollgate.abi.PluginId;

/**
 * What a plugin's things are called in PostgreSQL. A slug has at most 41 characters and no underscore: so nothing is cut off at 63 bytes, no two
 * plugins share a name, and no plugin's role has the name of another one's owner.
 */
record SpaceNames(String slug) {
    SpaceNames {
        if (!PluginId.SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException("not a slug: " + slug);
        }
    }

    /** The schema, quoted. */
    String schema() {
        return quoted("tg_" + slug);
    }

    /** The plugin's role, as it logs in. */
    String guest() {
        return "tg_" + slug;
    }

    /** The migrations' role, as it logs in. */
    String owner() {
        return "tg_" + slug + "_owner";
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
