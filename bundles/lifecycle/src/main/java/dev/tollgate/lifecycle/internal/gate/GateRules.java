package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's rules for gates.
 *
 * @param patience  how long a call waits for the next provider
 * @param drain     how long a provider waits for the calls in it
 * @param providers the symbolic name of the bundle that may provide a capability
 * @param perMinute how often one plugin may call a gate in a minute; 0 for as often as it likes
 */
record GateRules(Duration patience, Duration drain, Map<String, String> providers, Map<String, Integer> perMinute) {
    /** Names that mean something to the host, and which no other bundle gets by being first. */
    private static final List<String> OURS = List.of("queue", "jobs", "http", "db", "kv", "config", "secrets", "high_resource_jobs");

    GateRules {
        providers = Map.copyOf(providers);
        perMinute = Map.copyOf(perMinute);
    }

    /** The lists, which metatype takes for text. */
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            of(values.as(GateSettings.class));
        }
    }

    /** @throws IllegalArgumentException with the key, its value and what is allowed */
    static GateRules of(GateSettings settings) {
        Map<String, Integer> perMinute = new HashMap<>();
        pairs("per.minute", settings.per_minute()).forEach((capability, number) -> perMinute.put(capability, number(capability, number)));
        return new GateRules(millis("swap.wait.ms", settings.swap_wait_ms(), 60_000), millis("drain.ms", settings.drain_ms(), 600_000),
                pairs("providers", settings.providers()), perMinute);
    }

    /** The bundle that alone may provide a capability, where that is settled. */
    Optional<String> provider(String capability) {
        String settled = providers.get(capability);
        if (settled == null && OURS.contains(capability)) {
            settled = "dev.tollgate.capability-" + capability.replace('_', '-');
        }
        return Optional.ofNullable(settled);
    }

    private static Duration millis(String key, int value, int most) {
        if (value < 0 || value > most) {
            throw wrong(key, Integer.toString(value), "a whole number from 0 to " + most);
        }
        return Duration.ofMillis(value);
    }

    private static int number(String capability, String number) {
        if (!number.matches("[0-9]{1,6}")) {
            throw wrong("per.minute", capability + "=" + number, "a capability and a whole number from 0 to 999999, such as 'http=120'");
        }
        return Integer.parseInt(number);
    }

    private static Map<String, String> pairs(String key, String text) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : text.isBlank() ? new String[0] : text.split(",")) {
            String[] sides = pair.split("=", -1);
            if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
                throw wrong(key, text, "pairs such as 'kv=...', with commas between them");
            }
            pairs.put(sides[0].strip(), sides[1].strip());
        }
        return pairs;
    }

    private static IllegalArgumentException wrong(String key, String value, String allowed) {
        return new IllegalArgumentException("configuration " + GateSettings.PID + ": " + key + " is " + value + ", allowed is " + allowed);
    }
}
