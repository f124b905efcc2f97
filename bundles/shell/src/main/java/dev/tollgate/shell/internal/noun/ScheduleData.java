package dev.tollgate.shell.internal.noun;

import dev.tollgate.bridge.ScheduleReport;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.ScheduleView;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import dev.tollgate.shell.internal.text.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Schedules as commands tell of them, and what became of those that are not there. */
final class ScheduleData {
    static final Table LIST = Table.of(Column.id("ID", "id"), Column.text("STATUS", "status"), Column.text("PATTERN", "pattern"),
            Column.text("ZONE", "zone"), Column.time("NEXT", "nextFire"));

    private ScheduleData() {
    }

    static Doc of(ScheduleView schedule) {
        JobContract contract = schedule.contract();
        return new Doc().put("id", schedule.id()).put("group", schedule.group()).put("name", contract.name()).put("displayName", contract.displayName())
                .put("description", contract.description()).put("status", schedule.status()).put("enabled", schedule.enabled())
                .put("pattern", contract.pattern()).put("zone", contract.zone().getId()).put("scope", contract.scope())
                .put("mostConcurrent", contract.maxConcurrent()).put("timeoutMillis", contract.timeout().toMillis()).put("handler", contract.handler())
                .put("lastFire", schedule.lastFire()).put("nextFire", schedule.nextFire());
    }

    static Page page(ScheduleView schedule) {
        JobContract contract = schedule.contract();
        return new Page().line("id", schedule.id()).line("name", contract.displayName()).line("about", contract.description())
                .line("pattern", contract.pattern() + "  in " + contract.zone())
                .line("scope", Doc.name(contract.scope()) + (contract.singleton() ? ", one run at a time"
                        : ", at most " + contract.maxConcurrent() + " runs at a time"))
                .line("timeout", contract.timeout().toMillis() / 1000.0 + " s").line("handler", contract.handler()).line("status", status(schedule))
                .line("last", schedule.lastFire().map(at -> local(at, contract.zone())).orElse("never"));
    }

    /** @param toCome the runs to come; whose pattern this host cannot read has none to show */
    static String next(Supplier<List<Instant>> toCome, ZoneId zone) {
        try {
            List<Instant> runs = toCome.get();
            return runs.isEmpty() ? "never" : runs.stream().map(at -> local(at, zone)).collect(Collectors.joining("\n"));
        } catch (IllegalArgumentException unreadable) {
            return "unknown to this host: " + unreadable.getMessage();
        }
    }

    /** As the clocks of its zone show it; the offset tells both passes of an overlap apart. */
    static String local(Instant at, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone));
    }

    static Doc of(ScheduleReport report) {
        return new Doc().put("discovery", report.discovery()).put("detail", report.detail()).put("schedules", report.refused());
    }

    /** What a plugin declares and does not have, a line each. */
    static void leftOut(Page page, ScheduleReport report) {
        page.line("discovery", switch (report.discovery()) {
            case NONE, DONE -> "";
            case PENDING -> "not made yet" + because(report.detail());
            case FAILED -> "failed, nothing that it registered is taken" + because(report.detail()) + "; it is made again when the plugin is activated again";
        });
        new TreeMap<>(report.refused()).forEach((name, why) -> page.line("left out", "schedule " + name + ": " + why));
    }

    private static String status(ScheduleView schedule) {
        return switch (schedule.status()) {
            case ENABLED -> "enabled";
            case DISABLED -> "disabled; tollgate:schedules enable " + schedule.id() + " switches it on";
            case PAUSED_BY_PLUGIN -> "paused_by_plugin: " + schedule.group() + " is not active" + (schedule.enabled() ? "" : "; disabled besides");
        };
    }

    private static String because(String detail) {
        return detail.isEmpty() ? "" : ": " + detail;
    }
}
