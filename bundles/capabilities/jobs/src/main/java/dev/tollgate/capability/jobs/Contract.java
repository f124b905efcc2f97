package dev.tollgate.capability.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A schedule as {@code register} takes it, a JSON object; what it means is said in {@code docs/gates/jobs.md}. Of these,
 * {@code name}, {@code pattern} and {@code handler} must be there.
 */
public record Contract(String name, @JsonProperty("display_name") String displayName, String description, String pattern,
        @JsonProperty("time_zone") String timeZone, String scope, String concurrency,
        @JsonProperty("max_concurrency") Integer maxConcurrency, String timeout, String handler) {
    private static final int LONGEST_DISPLAY_NAME = 80;
    private static final int LONGEST_DESCRIPTION = 500;
    private static final int LONGEST_PATTERN = 200;

    public Contract {
        name = present("name", name, 64);
        displayName = text("display_name", displayName, "", LONGEST_DISPLAY_NAME);
        description = text("description", description, "", LONGEST_DESCRIPTION);
        pattern = present("pattern", pattern, LONGEST_PATTERN);
        timeZone = text("time_zone", timeZone, "UTC", 64);
        scope = oneOf("scope", scope, "leader", "all_node");
        concurrency = oneOf("concurrency", concurrency, "singleton", "parallel");
        maxConcurrency = maxConcurrency == null ? 1 : maxConcurrency;
        timeout = text("timeout", timeout, "30s", 16);
        handler = present("handler", handler, 128);
        if (concurrency.equals("singleton") && maxConcurrency != 1) {
            throw new IllegalArgumentException("max_concurrency is " + maxConcurrency
                    + ", but a singleton runs once at a time: say \"concurrency\": \"parallel\", or leave it out");
        }
    }

    private static String present(String field, String value, int longest) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(field + " is missing, and must be there");
        }
        return text(field, value, value, longest);
    }

    private static String text(String field, String value, String fallback, int longest) {
        if (value == null) {
            return fallback;
        }
        if (value.length() > longest || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(field + " is a text of at most " + longest + " characters, without control characters");
        }
        return value;
    }

    private static String oneOf(String field, String value, String first, String second) {
        if (value == null) {
            return first;
        }
        if (!value.equals(first) && !value.equals(second)) {
            throw new IllegalArgumentException(field + " is \"" + first + "\" or \"" + second + "\"");
        }
        return value;
    }
}
