package dev.tollgate.jobs.internal.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One field of a pattern, read strictly: {@code *}, a value, a range, a range or {@code *} with a step, a list of these, and
 * the days that depend on the month. What is read is handed to the calendar as plain numbers, so that nothing hangs on how
 * lenient its own reader is, and a list is never longer than the field has values.
 */
enum CronField {
    MINUTE("minute", 0, 59, List.of(), "0, */15 or 10-50/20"),
    HOUR("hour", 0, 23, List.of(), "3, 8-17 or */6"),
    DAY_OF_MONTH("day of month", 1, 31, List.of(), "1, 1,15 or L (the last day)"),
    MONTH("month", 1, 12, List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), "*, 6 or MAR-OCT"),
    DAY_OF_WEEK("day of week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"),
            "1, MON-FRI, FRI#2 (the second Friday) or 5L (the last Friday)");

    static final String EVERY = "*";
    private static final int SUNDAY_TOO = 7;
    private static final int MOST_OF_ONE_DAY = 5;
    /** Each is sought by itself, which takes time. */
    private static final int MOST_MOVING = 7;
    private static final Pattern ITEM = Pattern.compile("(?:(\\*)|(\\w+)(?:-(\\w+))?)(?:/(\\d{1,2}))?");
    private static final Pattern NTH = Pattern.compile("(\\w+)#(\\d)");
    private static final Pattern LAST = Pattern.compile("(\\w+)L");

    private final String label;
    private final int least;
    private final int most;
    private final List<String> names;
    private final String example;

    CronField(String label, int least, int most, List<String> names, String example) {
        this.label = label;
        this.least = least;
        this.most = most;
        this.names = names;
        this.example = example;
    }

    /**
     * The field in plain numbers, or {@code *}: a list of numbers first, where there are any, then each day that depends on the
     * month by itself. The field matches where one of them does.
     */
    List<String> read(String text) {
        SortedSet<Integer> values = new TreeSet<>();
        SortedSet<String> moving = new TreeSet<>();
        for (String item : text.toUpperCase(Locale.ROOT).split(",", -1)) {
            if (item.equals(EVERY) || item.equals("*/1")) {
                if (item.length() != text.length()) {
                    throw bad(text, "'" + item + "' in a list says nothing");
                }
                return List.of(EVERY);
            }
            if (!moves(item, text, moving)) {
                add(item, text, values);
            }
        }
        if (moving.size() > MOST_MOVING) {
            throw bad(text, "more than " + MOST_MOVING + " days in it depend on the month");
        }
        List<String> plain = new ArrayList<>();
        if (!values.isEmpty()) {
            plain.add(values.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        plain.addAll(moving);
        return plain;
    }

    private boolean moves(String item, String text, SortedSet<String> moving) {
        if (this == DAY_OF_MONTH && item.equals("L")) {
            moving.add(item);
            return true;
        }
        Matcher nth = NTH.matcher(item);
        Matcher last = LAST.matcher(item);
        if (this == DAY_OF_WEEK && nth.matches()) {
            int which = Integer.parseInt(nth.group(2));
            if (which < 1 || which > MOST_OF_ONE_DAY) {
                throw bad(text, "a month has a first to a fifth " + nth.group(1));
            }
            moving.add(day(nth.group(1), text) + "#" + which);
            return true;
        }
        if (this == DAY_OF_WEEK && last.matches()) {
            moving.add(day(last.group(1), text) + "L");
            return true;
        }
        return false;
    }

    private void add(String item, String text, SortedSet<Integer> values) {
        Matcher matcher = ITEM.matcher(item);
        if (!matcher.matches()) {
            throw bad(text, "'" + item + "' is neither a value, a range nor a step");
        }
        boolean all = matcher.group(1) != null;
        int from = all ? least : number(matcher.group(2), text);
        int to = all ? lastOfAll() : matcher.group(3) == null ? from : number(matcher.group(3), text);
        int step = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
        if (from > to) {
            throw bad(text, "a range does not go backwards");
        }
        if (matcher.group(4) != null && !all && matcher.group(3) == null) {
            throw bad(text, "a step needs a range: " + from + "-" + lastOfAll() + "/" + step);
        }
        if (step < 1 || step > lastOfAll() - least) {
            throw bad(text, "a step is 1 to " + (lastOfAll() - least));
        }
        for (int value = from; value <= to; value += step) {
            values.add(this == DAY_OF_WEEK ? value % SUNDAY_TOO : value);
        }
    }

    private int day(String name, String text) {
        return number(name, text) % SUNDAY_TOO;
    }

    private int lastOfAll() {
        return this == DAY_OF_WEEK ? most - 1 : most;
    }

    private int number(String value, String text) {
        int name = names.indexOf(value);
        if (name >= 0) {
            return name + least;
        }
        if (!value.matches("\\d{1,2}")) {
            throw bad(text, "'" + value + "' is not a number" + (names.isEmpty() ? "" : " or a name like " + names.get(1)));
        }
        int number = Integer.parseInt(value);
        if (number < least || number > most) {
            throw bad(text, number + " is outside");
        }
        return number;
    }

    private BadPatternException bad(String text, String why) {
        return new BadPatternException("the " + label + " field is '" + text + "': " + why + "; allowed is " + least + "-" + most
                + (names.isEmpty() ? "" : " or " + names.get(0) + "-" + names.get(names.size() - 1)) + ", for example " + example);
    }
}
