package dev.tollgate.abi.manifest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the schema cannot say of schedules. Whether a pattern can be read is for who reckons with it. */
final class ScheduleRules {
    private ScheduleRules() {
    }

    static List<Violation> violations(List<Manifest.Schedule> schedules, Duration longest) {
        List<Violation> violations = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < schedules.size(); i++) {
            Manifest.Schedule schedule = schedules.get(i);
            String pointer = "/schedules/" + i;
            if (!names.add(schedule.name())) {
                violations.add(new Violation(pointer + "/name", "'" + schedule.name() + "' is declared twice; a schedule is declared once"));
            }
            if (!known(schedule.timezone())) {
                violations.add(new Violation(pointer + "/timezone", "'" + schedule.timezone()
                        + "' is no time zone; one is named like Europe/Paris, UTC or +02:00"));
            }
            if (schedule.concurrency().equals("singleton") && schedule.maxConcurrency() > 1) {
                violations.add(new Violation(pointer + "/max_concurrency", "is " + schedule.maxConcurrency()
                        + ", but a singleton runs once at a time: say 'concurrency: parallel', or leave it out"));
            }
            Duration timeout = Durations.parse(schedule.timeout()).orElseThrow();
            if (timeout.isZero() || timeout.compareTo(longest) > 0) {
                violations.add(new Violation(pointer + "/timeout", "is longer than 0 and at most " + longest.toHours() + "h"));
            }
        }
        return violations;
    }

    private static boolean known(String zone) {
        try {
            ZoneId.of(zone);
            return true;
        } catch (DateTimeException unknown) {
            return false;
        }
    }
}
