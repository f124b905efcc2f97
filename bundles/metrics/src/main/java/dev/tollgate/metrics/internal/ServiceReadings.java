package dev.tollgate.metrics.internal;

import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.lifecycle.ingress.Services;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the services of plugins stand on this node. */
final class ServiceReadings {
    private static final String PLUGIN = "plugin";

    private ServiceReadings() {
    }

    static void of(Services services, PluginLabels labels, Readings readings) {
        Reading<List<ServiceView>> all = readings.reading("services", services::list);
        readings.gauge("tollgate_service_state", "1 for the state that a plugin's service is in.", all, (views, rows) -> views.forEach(view ->
                rows.add(1, labels.of(view.plugin().slug()), Readings.name(view.state()))), PLUGIN, "state");
        readings.gauge("tollgate_service_queue_events", "Events that wait for a plugin's service.", all, (views, rows) -> views.forEach(view ->
                rows.add(view.depth(), labels.of(view.plugin().slug()))), PLUGIN);
        readings.gauge("tollgate_service_queue_events_limit", "Events that may wait for a plugin's service.", all, (views, rows) -> views.forEach(view ->
                rows.add(view.capacity(), labels.of(view.plugin().slug()))), PLUGIN);
        readings.counter("tollgate_service_events_total", "What became of the events of a plugin's service.", all, (views, rows) -> views.forEach(view ->
                counts(view.counters()).forEach((event, count) -> rows.add(count, labels.of(view.plugin().slug()), event))), PLUGIN, "event");
    }

    private static Map<String, Long> counts(ServiceCounters counters) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("enqueued", counters.enqueued());
        counts.put("dispatched", counters.dispatched());
        counts.put("completed", counters.completed());
        counts.put("rejected", counters.rejected());
        counts.put("repeated", counters.repeated());
        counts.put("retried", counters.retried());
        counts.put("failed", counters.failed());
        counts.put("timed_out", counters.timedOut());
        counts.put("discarded", counters.discarded());
        return counts;
    }
}
