package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.PluginId;
import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The operator's decisions about requests.
 *
 * @param allowed the slugs that may ask, by the request's name
 * @param waiting how many requests of one plugin wait at a time
 */
record RequestRules(Map<String, Set<String>> allowed, int waiting) {
    /** What a request is called. */
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,63}");
    private static final int MOST_WAITING = 1_000;

    /** The list, which metatype takes for text. */
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            of(values.as(OutputSettings.class));
        }
    }

    /** @throws IllegalArgumentException with the key, its value and what is allowed */
    static RequestRules of(OutputSettings settings) {
        if (settings.requests_waiting() < 1 || settings.requests_waiting() > MOST_WAITING) {
            throw wrong("requests.waiting", Integer.toString(settings.requests_waiting()), "a whole number from 1 to " + MOST_WAITING);
        }
        Map<String, Set<String>> allowed = new HashMap<>();
        String text = settings.requests();
        for (String pair : text.isBlank() ? new String[0] : text.split(",")) {
            String[] sides = pair.strip().split("=", -1);
            if (sides.length != 2 || !NAME.matcher(sides[0].strip()).matches() || !PluginId.SLUG.matcher(sides[1].strip()).matches()) {
                throw wrong("requests", text, "pairs of a request and the slug of a plugin that may make it, such as "
                        + "'reindex=shop-search', with commas between them");
            }
            allowed.computeIfAbsent(sides[0].strip(), first -> new HashSet<>()).add(sides[1].strip());
        }
        return new RequestRules(allowed, settings.requests_waiting());
    }

    boolean allow(String name, String slug) {
        return allowed.getOrDefault(name, Set.of()).contains(slug);
    }

    private static IllegalArgumentException wrong(String key, String value, String allowed) {
        return new IllegalArgumentException("configuration " + OutputSettings.PID + ": " + key + " is " + value + ", allowed is " + allowed);
    }
}
