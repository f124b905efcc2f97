package dev.tollgate.jobs.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class FireTimesTest {
    private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2031-01-01T00:00:00Z");
    /** Minutes; an overlap of two hours (Troll) is to be seen whole. */
    private static final int AROUND = 130;

    /** A pattern, and what it means, told again without any calendar. */
    private record Meaning(String text, CronPattern pattern, boolean everyHour, Predicate<LocalDateTime> matches) {
        Meaning(String text, boolean everyHour, Predicate<LocalDateTime> matches) {
            this(text, CronPattern.of(text), everyHour, matches);
        }
    }

    private static final List<Meaning> MEANINGS = List.of(
            new Meaning("*/5 * * * *", true, time -> time.getMinute() % 5 == 0),
            new Meaning("*/30 * * * *", true, time -> time.getMinute() % 30 == 0),
            new Meaning("15 */2 * * *", true, time -> time.getMinute() == 15 && time.getHour() % 2 == 0),
            new Meaning("30 2 * * *", false, time -> time.getMinute() == 30 && time.getHour() == 2),
            new Meaning("0 0 * * *", false, time -> time.getMinute() == 0 && time.getHour() == 0),
            new Meaning("*/20 0-4 * * *", false, time -> time.getMinute() % 20 == 0 && time.getHour() <= 4),
            new Meaning("5,35 1,2,3,23 * * *", false, time -> time.getMinute() % 30 == 5 && Set.of(1, 2, 3, 23).contains(time.getHour())),
            new Meaning("45 0-23 * * SUN", false, time -> time.getMinute() == 45 && time.getDayOfWeek().getValue() == 7));

    @Test
    void a49AroundEveryTransitionOfEveryZoneFireTimesAreWhatAWatchOnTheWallTells() {
        Map<ZoneRules, String> zones = new LinkedHashMap<>();
        ZoneId.getAvailableZoneIds().stream().sorted().forEach(zone -> zones.putIfAbsent(ZoneId.of(zone).getRules(), zone));
        Set<ZoneOffsetTransition> seen = new HashSet<>();
        int transitions = 0;
        for (Map.Entry<ZoneRules, String> zone : zones.entrySet()) {
            ZoneOffsetTransition transition = zone.getKey().nextTransition(BEGIN);
            while (transition != null && transition.getInstant().isBefore(END)) {
                transitions++;
                // Zones of one region change alike, moment and offsets: what is seen around it is the same.
                if (seen.add(transition)) {
                    for (Meaning meaning : MEANINGS) {
                        check(zone.getValue(), zone.getKey(), transition.getInstant(), meaning);
                    }
                }
                transition = zone.getKey().nextTransition(transition.getInstant());
            }
        }
        assertThat(zones.size()).isGreaterThan(100);
        assertThat(transitions).isGreaterThan(500);
        assertThat(seen.size()).isGreaterThan(100);
    }

    private static void check(String zone, ZoneRules rules, Instant around, Meaning meaning) {
        Instant from = around.minus(Duration.ofMinutes(AROUND));
        Instant to = around.plus(Duration.ofMinutes(AROUND));
        FireTimes times = new FireTimes(meaning.pattern(), rules);
        List<Instant> found = new ArrayList<>();
        for (Instant at = times.next(from).orElse(to); at.isBefore(to); at = times.next(at).orElse(to)) {
            found.add(at);
        }
        assertThat(found).as("%s in %s around %s", meaning.text(), zone, around).isEqualTo(told(rules, from, to, meaning));
    }

    /** Minute by minute: the wall shows a time, which was shown before, or after which times are missing. */
    private static List<Instant> told(ZoneRules rules, Instant from, Instant to, Meaning meaning) {
        List<Instant> fires = new ArrayList<>();
        Set<LocalDateTime> shown = new HashSet<>();
        LocalDateTime last = wall(rules, from);
        shown.add(last);
        for (Instant at = from.plusSeconds(60); at.isBefore(to); at = at.plusSeconds(60)) {
            LocalDateTime wall = wall(rules, at);
            boolean again = !shown.add(wall);
            boolean fire = meaning.matches().test(wall) && (meaning.everyHour() || !again);
            if (!meaning.everyHour()) {
                for (LocalDateTime missing = last.plusMinutes(1); missing.isBefore(wall); missing = missing.plusMinutes(1)) {
                    fire |= meaning.matches().test(missing);
                }
            }
            if (fire) {
                fires.add(at);
            }
            last = wall;
        }
        return fires;
    }

    private static LocalDateTime wall(ZoneRules rules, Instant at) {
        return LocalDateTime.ofInstant(at, rules.getOffset(at));
    }

    @Test
    void a49AGapFiresTimesOfTheDayOnceAtItsEndAndMakesNothingUpForEveryHour() {
        assertThat(next("30 2 * * *", "Europe/Berlin", "2026-03-28T01:30:00Z", 2)).containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
        assertThat(next("*/20 2 * * *", "Europe/Berlin", "2026-03-28T01:40:00Z", 2)).containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z");
        assertThat(next("0 2,3 * * *", "Europe/Berlin", "2026-03-28T02:00:00Z", 2)).containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z");
        assertThat(next("30 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 2)).containsExactly("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z");
        assertThat(next("0 */2 * * *", "Europe/Berlin", "2026-03-28T23:30:00Z", 1)).containsExactly("2026-03-29T02:00:00Z");
    }

    @Test
    void a49AnOverlapFiresTimesOfTheDayInItsFirstPassAndEveryHourInBoth() {
        assertThat(next("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2)).containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(next("30 2 * * *", "Europe/Berlin", "2026-10-25T01:10:00Z", 1)).as("asked in the second pass").containsExactly("2026-10-26T01:30:00Z");
        assertThat(next("30 * * * *", "Europe/Berlin", "2026-10-25T00:00:00Z", 3)).containsExactly("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z");
        assertThat(next("30 */2 * * *", "Europe/Berlin", "2026-10-25T00:00:00Z", 2)).containsExactly("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z");
    }

    @Test
    void a49LordHoweMovesItsClocksByHalfAnHour() {
        assertThat(next("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00:00Z", 1)).as("the gap ends at 02:30").containsExactly("2026-10-03T15:30:00Z");
        assertThat(next("45 1 * * *", "Australia/Lord_Howe", "2026-04-04T12:00:00Z", 2)).containsExactly("2026-04-04T14:45:00Z", "2026-04-05T15:15:00Z");
        assertThat(next("45 * * * *", "Australia/Lord_Howe", "2026-04-04T14:00:00Z", 3)).containsExactly("2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z", "2026-04-04T16:15:00Z");
    }

    @Test
    void whatFallsIntoAGapIsDroppedWhereAnotherFireTimeIsLessThanAMinuteAway() {
        assertThat(next("30 0 2,3 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 2)).as("after").containsExactly("2026-03-29T01:00:30Z", "2026-03-30T00:00:30Z");
        assertThat(next("30 59 1,2 * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 2)).as("before").containsExactly("2026-03-29T00:59:30Z", "2026-03-29T23:59:30Z");
        assertThat(next("0 59 1,2 * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 2)).as("a minute").containsExactly("2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z");
    }

    @Test
    void a49TransitionsAfter2038ComeFromTheRulesToo() {
        assertThat(next("30 2 * * *", "Europe/Berlin", "2050-03-26T12:00:00Z", 2)).containsExactly("2050-03-27T01:00:00Z", "2050-03-28T00:30:00Z");
        assertThat(next("0 12 29 2 *", "America/New_York", "2037-01-01T00:00:00Z", 2)).containsExactly("2040-02-29T17:00:00Z", "2044-02-29T17:00:00Z");
        assertThat(next("0 * 29 2 *", "America/New_York", "2037-01-01T00:00:00Z", 1)).containsExactly("2040-02-29T05:00:00Z");
    }

    @Test
    void aWholeDayThatAZoneLeftOutFiresOnceAtItsEnd() {
        assertThat(next("0 9,15 * * *", "Pacific/Apia", "2011-12-30T01:00:00Z", 2)).as("30 December 2011 did not happen in Samoa")
                .containsExactly("2011-12-30T10:00:00Z", "2011-12-30T19:00:00Z");
    }

    @Test
    void aFixedOffsetHasNoTransitions() {
        FireTimes times = new FireTimes(CronPattern.of("0 * * * *"), ZoneOffset.ofHoursMinutes(5, 30).getRules());

        assertThat(times.next(BEGIN)).contains(Instant.parse("2024-01-01T00:30:00Z"));
    }

    private static List<String> next(String pattern, String zone, String after, int count) {
        FireTimes times = new FireTimes(CronPattern.of(pattern), ZoneId.of(zone).getRules());
        List<String> found = new ArrayList<>();
        Instant at = Instant.parse(after);
        for (int index = 0; index < count; index++) {
            at = times.next(at).orElseThrow();
            found.add(at.toString());
        }
        return found;
    }
}
