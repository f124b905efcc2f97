package dev.tollgate.shell.internal.noun;

import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import dev.tollgate.shell.internal.text.Table;

/** Services as commands tell of them. */
final class ServiceData {
    static final Table LIST = Table.of(Column.id("SERVICE", "slug"), Column.text("STATE", "state"), Column.number("QUEUE", "depth"),
            Column.number("DONE", "counters/completed"), Column.number("FAILED", "counters/failed"), Column.number("TIMED OUT", "counters/timedOut"),
            Column.number("REJECTED", "counters/rejected"), Column.text("LAST ERROR", "lastError/text"));
    static final Table DIAGNOSTICS = Table.of(Column.time("WHEN", "at"), Column.id("SERVICE", "slug"), Column.text("LEVEL", "level"),
            Column.text("WHAT", "text"));

    private ServiceData() {
    }

    static Doc of(ServiceView view) {
        return Doc.of(view.plugin()).put("state", view.state()).put("since", view.since()).put("reason", view.reason())
                .put("restarts", view.restarts()).put("nextStart", view.nextStart()).put("durable", view.durable()).put("depth", view.depth())
                .put("capacity", view.capacity()).put("counters", of(view.counters())).put("lastError", view.lastError().map(ServiceData::of));
    }

    static Doc of(Diagnostic diagnostic) {
        return new Doc().put("at", diagnostic.at()).put("slug", diagnostic.slug()).put("level", diagnostic.level()).put("text", diagnostic.text());
    }

    static Page page(ServiceView view) {
        ServiceCounters counters = view.counters();
        return new Page().line("service", view.plugin().slug() + " " + view.plugin().version()).line("state", Doc.name(view.state()) + " since " + view.since())
                .line("reason", view.reason()).line("restarts", view.restarts() == 0 ? "" : view.restarts()).line("next start", view.nextStart())
                .line("queue", view.depth() + " of " + view.capacity() + (view.durable() ? ", durable" : ""))
                .line("events", counters.enqueued() + " enqueued, " + counters.repeated() + " repeated, " + counters.rejected() + " rejected")
                .line("calls", counters.dispatched() + " dispatched, " + counters.retried() + " of them again")
                .line("ended", counters.completed() + " completed, " + counters.failed() + " failed, " + counters.timedOut() + " timed out, "
                        + counters.discarded() + " discarded")
                .line("last error", view.lastError().map(error -> error.at() + " " + error.text()));
    }

    private static Doc of(ServiceCounters counters) {
        return new Doc().put("enqueued", counters.enqueued()).put("dispatched", counters.dispatched()).put("completed", counters.completed())
                .put("rejected", counters.rejected()).put("repeated", counters.repeated()).put("retried", counters.retried())
                .put("failed", counters.failed()).put("timedOut", counters.timedOut()).put("discarded", counters.discarded());
    }
}
