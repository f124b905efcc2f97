package dev.tollgate.shell.internal.noun;

import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.Profile;
import dev.tollgate.lifecycle.CallObserver;
import dev.tollgate.lifecycle.ObservedCall;
import dev.tollgate.shell.internal.noun.CallTotals.Sum;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;

/** Counts the calls of plugins for as long as the shell is there. There is room for so many plugins; what comes after them is counted together. */
@Component(service = {CallObserver.class, CallCounter.class})
public final class CallCounter implements CallObserver {
    static final String OTHERS = "(others)";
    static final int MOST = 1_000;

    private final Map<String, CallTotals> plugins = new ConcurrentHashMap<>();
    private final CallTotals others = new CallTotals();

    @Override
    public ObservedCall begins(PluginId plugin, String handler, Profile.Kind kind) {
        CallTotals totals = plugins.get(plugin.slug());
        if (totals != null) {
            return totals;
        }
        return plugins.size() < MOST ? plugins.computeIfAbsent(plugin.slug(), slug -> new CallTotals()) : others;
    }

    Map<String, Sum> sums() {
        Map<String, Sum> sums = new TreeMap<>();
        plugins.forEach((slug, totals) -> sums.put(slug, totals.sum()));
        if (!others.sum().equals(Sum.NONE)) {
            sums.put(OTHERS, others.sum());
        }
        return sums;
    }
}
