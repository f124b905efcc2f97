package dev.tollgate.metrics.internal;

import dev.tollgate.lifecycle.PluginView;
import java.util.List;

/** How plugins and their breakers stand. */
final class PluginReadings {
    private PluginReadings() {
    }

    static void of(Reading<List<PluginView>> plugins, PluginLabels labels, Readings readings) {
        readings.gauge("tollgate_plugin_state", "1 for the state that a plugin is in.", plugins, (all, rows) -> all.forEach(plugin ->
                rows.add(1, labels.of(plugin.current().slug()), Readings.name(plugin.state()))), "plugin", "state");
        readings.gauge("tollgate_breaker_state", "1 for the state that a plugin's breaker is in.", plugins, (all, rows) -> all.forEach(plugin ->
                rows.add(1, labels.of(plugin.current().slug()), Readings.name(plugin.breaker().state()))), "plugin", "state");
        readings.gauge("tollgate_breaker_cycles", "How many times a plugin was degraded within the breaker's time.", plugins,
                (all, rows) -> all.forEach(plugin -> rows.add(plugin.breaker().cycles(), labels.of(plugin.current().slug()))), "plugin");
    }
}
