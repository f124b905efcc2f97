package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceTotals;
import dev.tollgate.lifecycle.ingress.ServiceView;
import java.util.List;
import java.util.Locale;

/** Services as an operator reads them. */
final class ServiceTable {
    private static final int MOST_OF_AN_ERROR = 80;

    private ServiceTable() {
    }

    static String of(List<ServiceView> services, ServiceTotals totals) {
        Table table = new Table("SERVICE", "VERSION", "STATE", "SINCE", "QUEUE", "ENQUEUED", "DISPATCHED", "COMPLETED", "REJECTED", "FAILED",
                "TIMED OUT", "DISCARDED", "LAST ERROR");
        for (ServiceView view : services) {
            row(table, view.plugin().slug(), view.plugin().version(), name(view.state()), view.since(), view.depth() + "/" + view.capacity(),
                    view.counters(), view.lastError().map(Diagnostic::text).map(ServiceTable::brief).orElse(""));
        }
        row(table, "(all)", "", totals.running() + " running, " + totals.failed() + " failed", "", totals.depth(), totals.counters(), "");
        return table.toString();
    }

    private static void row(Table table, String slug, String version, String state, Object since, Object queue, ServiceCounters counters,
            String error) {
        table.row(slug, version, state, since, queue, counters.enqueued(), counters.dispatched(), counters.completed(), counters.rejected(),
                counters.failed(), counters.timedOut(), counters.discarded(), error);
    }

    static String of(ServiceView view) {
        ServiceCounters counters = view.counters();
        return "service    " + view.plugin() + "\nstate      " + name(view.state()) + " since " + view.since()
                + view.reason().map(why -> "\nreason     " + PlainText.of(why)).orElse("")
                + (view.restarts() == 0 ? "" : "\nrestarts   " + view.restarts())
                + view.nextStart().map(at -> "\nnext start " + at).orElse("")
                + "\nqueue      " + view.depth() + " of " + view.capacity() + (view.durable() ? ", durable" : "")
                + "\nevents     " + counters.enqueued() + " enqueued, " + counters.repeated() + " repeated, " + counters.rejected() + " rejected"
                + "\ncalls      " + counters.dispatched() + " dispatched, " + counters.retried() + " of them again"
                + "\nended      " + counters.completed() + " completed, " + counters.failed() + " failed, " + counters.timedOut() + " timed out, "
                + counters.discarded() + " discarded"
                + view.lastError().map(error -> "\nlast error " + error.at() + " " + PlainText.of(error.text())).orElse("");
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String brief(String text) {
        return PlainText.of(text.length() <= MOST_OF_AN_ERROR ? text : text.substring(0, MOST_OF_AN_ERROR) + "...");
    }
}
