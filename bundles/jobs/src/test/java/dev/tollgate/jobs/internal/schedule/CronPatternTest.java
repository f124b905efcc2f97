package dev.tollgate.jobs.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronPatternTest {
    private static final LocalDateTime THURSDAY = LocalDateTime.parse("2026-01-01T00:00");

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "30 3 * * *;2026-01-01T03:30;2026-01-02T03:30",
            "15 30 3 * * *;2026-01-01T03:30:15;2026-01-02T03:30:15",
            "*/25 * * * *;2026-01-01T00:25;2026-01-01T00:50",
            "10-50/20 6,18 * * *;2026-01-01T06:10;2026-01-01T06:30",
            "0 0 * * mon-fri/2;2026-01-02T00:00;2026-01-05T00:00",
            "0 0 * * 7;2026-01-04T00:00;2026-01-11T00:00",
            "0 0 * * 5-7;2026-01-02T00:00;2026-01-03T00:00",
            "0 0 1 JAN,jul *;2026-07-01T00:00;2027-01-01T00:00",
            "0 0 13 * fri;2026-01-02T00:00;2026-01-09T00:00",
            "0 0 1-31 * fri;2026-01-02T00:00;2026-01-03T00:00",
            "0 0 */1 * fri;2026-01-02T00:00;2026-01-09T00:00",
            "0 0 */10 * 2;2026-01-06T00:00;2026-01-11T00:00",
            "0 0 L * *;2026-01-31T00:00;2026-02-28T00:00",
            "0 0 L,1 * *;2026-01-31T00:00;2026-02-01T00:00",
            "0 0 * * 5L;2026-01-30T00:00;2026-02-27T00:00",
            "0 0 * * FRIL;2026-01-30T00:00;2026-02-27T00:00",
            "0 0 * * tue#5;2026-03-31T00:00;2026-06-30T00:00",
            "0 0 * * 7#1;2026-01-04T00:00;2026-02-01T00:00",
            "  0   12 * *\t* ;2026-01-01T12:00;2026-01-02T12:00",
            "@Hourly;2026-01-01T01:00;2026-01-01T02:00",
            "@daily;2026-01-02T00:00;2026-01-03T00:00",
            "@midnight;2026-01-02T00:00;2026-01-03T00:00",
            "@weekly;2026-01-04T00:00;2026-01-11T00:00",
            "@monthly;2026-02-01T00:00;2026-03-01T00:00",
            "@yearly;2027-01-01T00:00;2028-01-01T00:00",
            "@annually;2027-01-01T00:00;2028-01-01T00:00"})
    void aPatternMatchesTheseMomentsNext(String text, LocalDateTime first, LocalDateTime second) {
        CronPattern pattern = CronPattern.of(text);

        assertThat(pattern.next(THURSDAY)).contains(first);
        assertThat(pattern.next(first)).contains(second);
        assertThat(pattern.next(first.minusNanos(1))).contains(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "60 * * * *|the minute field is '60': 60 is outside; allowed is 0-59, for example 0, */15 or 10-50/20",
            "0 24 * * *|the hour field is '24': 24 is outside; allowed is 0-23, for example 3, 8-17 or */6",
            "0 0 0 * *|the day of month field is '0': 0 is outside; allowed is 1-31, for example 1, 1,15 or L (the last day)",
            "0 0 * 13 *|the month field is '13': 13 is outside; allowed is 1-12 or JAN-DEC, for example *, 6 or MAR-OCT",
            "0 0 * foo *|the month field is 'foo': 'FOO' is not a number or a name like FEB; allowed is 1-12 or JAN-DEC, for example *, 6 or MAR-OCT",
            "0 0 * * 8|the day of week field is '8': 8 is outside; allowed is 0-7 or SUN-SAT, for example 1, MON-FRI, FRI#2 (the second Friday) or 5L (the last Friday)",
            "* 0 0 * * *|the second field is '*': fire times are a minute apart at least; allowed is one value of 0-59, for example 30",
            "0/10 * * * * *|the second field is '0/10': fire times are a minute apart at least; allowed is one value of 0-59, for example 30",
            "@reboot|'@reboot' is not the name of a pattern; allowed are @annually, @daily, @hourly, @midnight, @monthly, @weekly, @yearly, for example @daily",
            "0 0 * *|a pattern has 5 fields, minute hour day-of-month month day-of-week, or a second before them; '0 0 * *' has 4; for example 30 3 * * MON-FRI",
            "0 0 30 2 *|the day of month and month fields of '0 0 30 2 *' name days that never come; 29 2 is the rarest that does, for example 0 0 29 2 *",
            "0 0 31 2,4,6,9,11 *|the day of month and month fields of '0 0 31 2,4,6,9,11 *' name days that never come; 29 2 is the rarest that does, for example 0 0 29 2 *"})
    void aBadPatternSaysWhichFieldWhatIsAllowedAndAnExample(String text, String message) {
        assertThatThrownBy(() -> CronPattern.of(text)).isInstanceOf(BadPatternException.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "0 0 * * * 2026 *", "5/15 * * * *", "*/0 * * * *", "*/60 * * * *", "1-5/ * * * *", "-1 * * * *",
            "5-1 * * * *", "1,,2 * * * *", ", * * * *", "*,5 * * * *", "1- * * * *", "? * * * *", "0 0 ? * 1", "0 0 15W * *",
            "0 0 LW * *", "0 0 L-3 * *", "0 0 * * 5#6", "0 0 * * 0#1,0#2,0#3,1#1,1#2,1#3,2#1,2L", "0 0 * * 5#0", "0 0 * * #1", "0 0 * * L", "0 L * * *", "0 0 * jan#1 *",
            "0 0 * * sat-mon", "00001 * * * *", "99999999999 * * * *", "*/99999999999 * * * *", "0 0 * * 1-2-3", "٣ * * * *"})
    void whatIsNotOfTheGrammarIsRefusedAndNothingElseIsThrown(String text) {
        assertThatThrownBy(() -> CronPattern.of(text)).isInstanceOf(BadPatternException.class);
    }

    @Test
    void a49FebruaryTheTwentyNinthComesInLeapYearsOnlyAlsoOverACenturyThatIsNone() {
        CronPattern pattern = CronPattern.of("0 12 29 2 *");

        assertThat(pattern.next(THURSDAY)).contains(LocalDateTime.parse("2028-02-29T12:00"));
        assertThat(pattern.next(LocalDateTime.parse("2096-02-29T12:00"))).contains(LocalDateTime.parse("2104-02-29T12:00"));
        assertThat(CronPattern.of("0 0 L 2 *").next(LocalDateTime.parse("2028-02-01T00:00"))).contains(LocalDateTime.parse("2028-02-29T00:00"));
    }

    @Test
    void a49TheYear2038IsAYearLikeAnyOther() {
        CronPattern pattern = CronPattern.of("14 3 * * *");

        assertThat(pattern.next(LocalDateTime.parse("2038-01-19T03:13:59"))).contains(LocalDateTime.parse("2038-01-19T03:14"));
        assertThat(pattern.next(LocalDateTime.parse("2038-01-19T03:14"))).contains(LocalDateTime.parse("2038-01-20T03:14"));
        assertThat(pattern.next(LocalDateTime.parse("2999-12-31T23:59"))).contains(LocalDateTime.parse("3000-01-01T03:14"));
    }

    @Test
    void anHourFieldWithAStarMeansEveryHour() {
        assertThat(List.of("0 * * * *", "0 */2 * * *", "5 0 * * * *", "@hourly")).allMatch(text -> CronPattern.of(text).everyHour());
        assertThat(List.of("* 2 * * *", "0 0-23 * * *", "0 1,2 * * *", "@daily")).noneMatch(text -> CronPattern.of(text).everyHour());
    }

    @Test
    void aLongPatternIsRefusedBeforeItIsRead() {
        assertThatThrownBy(() -> CronPattern.of("0" + ",0".repeat(100) + " * * * *")).isInstanceOf(BadPatternException.class)
                .hasMessage("a pattern is at most 160 characters long, not 209");
    }

    /** The days are where calendars err: random day fields against a reading of their own, day by day over five years. */
    @Test
    void randomDaysAreTheOnesThatADayByDayReadingFinds() {
        long seed = 20_260_301;
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            DayFields fields = DayFields.random(random);
            CronPattern pattern = CronPattern.of(fields.text());
            List<LocalDateTime> found = new ArrayList<>();
            List<LocalDateTime> expected = new ArrayList<>();
            LocalDateTime end = LocalDateTime.parse("2031-01-01T00:00");
            for (LocalDateTime day = THURSDAY.plusDays(1); day.isBefore(end); day = day.plusDays(1)) {
                if (fields.match(day)) {
                    expected.add(day);
                }
            }
            pattern.next(THURSDAY).ifPresent(first -> {
                for (LocalDateTime at = first; at.isBefore(end); at = pattern.next(at).orElse(end)) {
                    found.add(at);
                }
            });
            assertThat(found).as("%s, seed %d", fields.text(), seed).isEqualTo(expected);
        }
    }

    /** Days in words of their own: numbers, the last day, the n-th and the last of a weekday. */
    private record DayFields(List<Integer> days, boolean last, List<Integer> weekdays, List<int[]> nth) {
        static DayFields random(Random random) {
            List<Integer> days = random.ints(random.nextInt(4), 1, 32).distinct().boxed().toList();
            List<Integer> weekdays = random.ints(random.nextInt(3), 0, 7).distinct().boxed().toList();
            List<int[]> nth = new ArrayList<>();
            for (int count = random.nextInt(3); count > 0; count--) {
                // The sixth stands for the last.
                nth.add(new int[] {random.nextInt(7), 1 + random.nextInt(6)});
            }
            return new DayFields(days, random.nextInt(4) == 0, weekdays, nth);
        }

        String text() {
            List<String> month = new ArrayList<>(days.stream().map(String::valueOf).toList());
            if (last) {
                month.add("L");
            }
            List<String> week = new ArrayList<>(weekdays.stream().map(String::valueOf).toList());
            nth.forEach(each -> week.add(each[1] == 6 ? each[0] + "L" : each[0] + "#" + each[1]));
            return "0 0 " + (month.isEmpty() ? "*" : String.join(",", month)) + " * " + (week.isEmpty() ? "*" : String.join(",", week));
        }

        boolean match(LocalDateTime day) {
            boolean anyMonthDay = days.isEmpty() && !last;
            boolean anyWeekday = weekdays.isEmpty() && nth.isEmpty();
            boolean byMonth = days.contains(day.getDayOfMonth()) || last && day.plusDays(1).getDayOfMonth() == 1;
            int weekday = day.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : day.getDayOfWeek().getValue();
            boolean byWeek = weekdays.contains(weekday) || nth.stream().anyMatch(each -> each[0] == weekday
                    && (each[1] == 6 ? day.plusDays(7).getMonth() != day.getMonth() : (day.getDayOfMonth() - 1) / 7 + 1 == each[1]));
            return anyMonthDay && anyWeekday || !anyMonthDay && byMonth || !anyWeekday && byWeek;
        }
    }
}
