package dev.tollgate.metrics.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which plugins have series of their own: the first so many, each until it is removed. */
final class PluginLabels {
    /** All the others; neither a slug nor a gate's name can begin like this. */
    static final String OTHER = "_other";

    private final int most;
    private final Set<String> own = ConcurrentHashMap.newKeySet();

    PluginLabels(int most) {
        this.most = most;
    }

    String of(String slug) {
        if (own.contains(slug)) {
            return slug;
        }
        synchronized (own) {
            return own.contains(slug) || own.size() < most && own.add(slug) ? slug : OTHER;
        }
    }

    /** Those that have them now. */
    Set<String> own() {
        return Set.copyOf(own);
    }

    /** Plugins that are not among these have gone. */
    void retain(Set<String> installed) {
        synchronized (own) {
            own.retainAll(installed);
        }
    }
}
