package dev.tollgate.jobs.internal.schedule;

import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A pattern on a time line without zones. The library is asked in UTC, where every local time exists once, and knows nothing
 * of clocks that are put forward or back: that is {@link FireTimes}' affair. Where several kinds of days match, each kind has a
 * calendar of its own and the earliest counts: the library alone loses the last day of a month beside other days.
 *
 * <p>The second is one value, kept out of the calendar; so two matches are a minute apart at least.
 */
final class CronPattern {
    /** The day fields that say most are shorter. */
    static final int LONGEST = 160;
    private static final int FIELDS = 5;
    private static final int SECONDS_END = 60;
    private static final Map<String, String> NAMED = Map.of("@yearly", "0 0 1 1 *", "@annually", "0 0 1 1 *", "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0", "@daily", "0 0 * * *", "@midnight", "0 0 * * *", "@hourly", "0 * * * *");
    private static final CronParser UNIX = new CronParser(CronDefinitionBuilder.defineCron().withMinutes().and().withHours().and().withDayOfMonth()
            .supportsL().and().withMonth().and().withDayOfWeek().withValidRange(0, 6).withMondayDoWValue(1).supportsHash().supportsL()
            .and().instance());
    /** Any moment will do: the calendar repeats itself, and looks a hundred years ahead. */
    private static final LocalDateTime SOME_MOMENT = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final List<ExecutionTime> calendars;
    private final int second;
    private final boolean everyHour;

    private CronPattern(List<ExecutionTime> calendars, int second, boolean everyHour) {
        this.calendars = calendars;
        this.second = second;
        this.everyHour = everyHour;
    }

    /** @throws BadPatternException when it cannot be read, or never matches */
    static CronPattern of(String text) {
        if (text.length() > LONGEST) {
            throw new BadPatternException("a pattern is at most " + LONGEST + " characters long, not " + text.length());
        }
        String[] fields = named(text.strip()).split("\\s+");
        if (fields.length != FIELDS && fields.length != FIELDS + 1) {
            throw new BadPatternException("a pattern has 5 fields, minute hour day-of-month month day-of-week, or a second before them;"
                    + " '" + text + "' has " + (text.isBlank() ? 0 : fields.length) + "; for example 30 3 * * MON-FRI");
        }
        int seconds = fields.length - FIELDS;
        int second = seconds == 0 ? 0 : second(fields[0]);
        List<List<String>> plain = new ArrayList<>();
        for (CronField field : CronField.values()) {
            plain.add(field.read(fields[seconds + field.ordinal()]));
        }
        boolean everyHour = fields[seconds + CronField.HOUR.ordinal()].contains(CronField.EVERY);
        CronPattern pattern = new CronPattern(calendars(plain), second, everyHour);
        if (pattern.next(SOME_MOMENT).isEmpty()) {
            throw new BadPatternException("the day of month and month fields of '" + text + "' name days that never come; 29 2 is"
                    + " the rarest that does, for example 0 0 29 2 *");
        }
        return pattern;
    }

    /** The first match after this moment. */
    Optional<LocalDateTime> next(LocalDateTime after) {
        ZonedDateTime shifted = after.truncatedTo(ChronoUnit.SECONDS).minusSeconds(second).atZone(ZoneOffset.UTC);
        return calendars.stream().flatMap(calendar -> calendar.nextExecution(shifted).stream()).min(Comparator.naturalOrder())
                .map(match -> match.toLocalDateTime().plusSeconds(second));
    }

    /** Whether it counts hours as they pass ({@code *} in the hour field) instead of naming them. */
    boolean everyHour() {
        return everyHour;
    }

    private static List<ExecutionTime> calendars(List<List<String>> fields) {
        List<ExecutionTime> calendars = new ArrayList<>();
        List<String> daysOfMonth = fields.get(CronField.DAY_OF_MONTH.ordinal());
        List<String> daysOfWeek = fields.get(CronField.DAY_OF_WEEK.ordinal());
        boolean anyDayOfMonth = daysOfMonth.contains(CronField.EVERY);
        boolean anyDayOfWeek = daysOfWeek.contains(CronField.EVERY);
        if (!anyDayOfMonth || anyDayOfWeek) {
            daysOfMonth.forEach(days -> calendars.add(calendar(fields, days, CronField.EVERY)));
        }
        if (!anyDayOfWeek) {
            daysOfWeek.forEach(days -> calendars.add(calendar(fields, CronField.EVERY, days)));
        }
        return calendars;
    }

    private static ExecutionTime calendar(List<List<String>> fields, String daysOfMonth, String daysOfWeek) {
        String text = String.join(" ", fields.get(CronField.MINUTE.ordinal()).get(0), fields.get(CronField.HOUR.ordinal()).get(0),
                daysOfMonth, fields.get(CronField.MONTH.ordinal()).get(0), daysOfWeek);
        return ExecutionTime.forCron(UNIX.parse(text));
    }

    private static String named(String text) {
        if (!text.startsWith("@")) {
            return text;
        }
        String pattern = NAMED.get(text.toLowerCase(Locale.ROOT));
        if (pattern == null) {
            throw new BadPatternException("'" + text + "' is not the name of a pattern; allowed are "
                    + String.join(", ", NAMED.keySet().stream().sorted().toList()) + ", for example @daily");
        }
        return pattern;
    }

    private static int second(String field) {
        if (!field.matches("\\d{1,2}") || Integer.parseInt(field) >= SECONDS_END) {
            throw new BadPatternException("the second field is '" + field + "': fire times are a minute apart at least; allowed is one"
                    + " value of 0-59, for example 30");
        }
        return Integer.parseInt(field);
    }
}
