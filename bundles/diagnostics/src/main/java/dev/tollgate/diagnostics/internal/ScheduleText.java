package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.bridge.ScheduleReport;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.ScheduleView;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A schedule in words, and what became of the schedules that are not there. */
final class ScheduleText {
    private ScheduleText() {
    }

    /** @param toCome the runs to come; whose pattern this host cannot read has none to show */
    static String of(ScheduleView schedule, Supplier<List<Instant>> toCome) {
        JobContract contract = schedule.contract();
        return "id        " + schedule.id()
                + line("name      ", contract.displayName()) + line("about     ", contract.description())
                + "\npattern   " + PlainText.of(contract.pattern()) + "  in " + contract.zone()
                + "\nscope     " + contract.scope().name().toLowerCase(Locale.ROOT) + (contract.singleton() ? ", one run at a time"
                        : ", at most " + contract.maxConcurrent() + " runs at a time")
                + "\ntimeout   " + contract.timeout().toMillis() / 1000.0 + " s\nhandler   " + PlainText.of(contract.handler())
                + "\nstatus    " + status(schedule)
                + "\nlast      " + schedule.lastFire().map(at -> local(at, contract.zone())).orElse("never")
                + "\nnext      " + next(toCome, contract.zone());
    }

    /** What a plugin declares and does not have, a line each; empty where nothing is left out. */
    static String leftOut(ScheduleReport report) {
        String discovery = switch (report.discovery()) {
            case NONE, DONE -> "";
            case PENDING -> "\ndiscovery not made yet" + because(report.detail());
            case FAILED -> "\ndiscovery failed, nothing that it registered is taken" + because(report.detail())
                    + "; it is made again when the plugin is activated again";
        };
        return discovery + new TreeMap<>(report.refused()).entrySet().stream()
                .map(entry -> "\nleft out  schedule " + PlainText.of(entry.getKey()) + ": " + PlainText.of(entry.getValue()))
                .collect(Collectors.joining());
    }

    private static String status(ScheduleView schedule) {
        return switch (schedule.status()) {
            case ENABLED -> "enabled";
            case DISABLED -> "disabled; tollgate:enable " + schedule.id() + " switches it on";
            case PAUSED_BY_PLUGIN -> "paused_by_plugin: " + schedule.group() + " is not active" + (schedule.enabled() ? "" : "; disabled besides");
        };
    }

    private static String next(Supplier<List<Instant>> toCome, ZoneId zone) {
        try {
            List<Instant> runs = toCome.get();
            return runs.isEmpty() ? "never" : runs.stream().map(at -> local(at, zone)).collect(Collectors.joining("\n          "));
        } catch (IllegalArgumentException unreadable) {
            return "unknown to this host: " + PlainText.of(unreadable.getMessage());
        }
    }

    /** As the clocks of its zone show it; the offset tells both passes of an overlap apart. */
    private static String local(Instant at, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone));
    }

    private static String line(String label, String text) {
        return text.isEmpty() ? "" : "\n" + label + PlainText.of(text);
    }

    private static String because(String detail) {
        return detail.isEmpty() ? "" : ": " + PlainText.of(detail);
    }
}
