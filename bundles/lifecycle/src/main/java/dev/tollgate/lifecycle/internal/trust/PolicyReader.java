package dev.tollgate.lifecycle.internal.trust;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PlainText;
import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the policy from a configuration. A misspelt key would leave trusted what is not to be, so there are no others. */
final class PolicyReader {
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(TrustSettings.UNSIGNED, TrustSettings.PUBLISHER_CHANGE, TrustSettings.KEYS,
            TrustSettings.REVOKED_KEYS, TrustSettings.REVOKED_DIGESTS));
    /** What Config Admin, SCR and File Install add. */
    private static final List<String> ADDED = List.of("service.", "component.", "felix.", "osgi.", "org.apache.", ".");
    private static final int MOST_SHOWN = 60;

    private final Map<String, ?> configuration;

    private PolicyReader(Map<String, ?> configuration) {
        this.configuration = configuration;
    }

    /** The lists, which metatype takes for text. */
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            read(values.asMap());
        }
    }

    /** @throws IllegalArgumentException for the first line that cannot be read */
    static TrustPolicy read(Map<String, ?> configuration) {
        return new PolicyReader(configuration).read();
    }

    private TrustPolicy read() {
        for (String key : configuration.keySet()) {
            if (!KNOWN.contains(key) && ADDED.stream().noneMatch(key::startsWith)) {
                throw new IllegalArgumentException("configuration " + TrustSettings.PID + " has no " + shown(key) + "; it has " + KNOWN);
            }
        }
        Map<Digest, TrustedKey> keys = new HashMap<>();
        lines(TrustSettings.KEYS, line -> {
            TrustedKey key = TrustedKey.of(line);
            TrustedKey other = keys.put(key.key().fingerprint(), key);
            if (other != null) {
                throw new IllegalArgumentException("the key is there already, for " + other.publisher() + ": a key has one line");
            }
            return key;
        });
        return new TrustPolicy(allowed(TrustSettings.UNSIGNED, TrustSettings.ALLOWED), allowed(TrustSettings.PUBLISHER_CHANGE, TrustSettings.REFUSED),
                keys, Set.copyOf(lines(TrustSettings.REVOKED_KEYS, Digest::new)), Set.copyOf(lines(TrustSettings.REVOKED_DIGESTS, Digest::new)));
    }

    private boolean allowed(String key, String otherwise) {
        String value = Objects.toString(configuration.get(key), otherwise).strip();
        if (!value.equals(TrustSettings.ALLOWED) && !value.equals(TrustSettings.REFUSED)) {
            throw new IllegalArgumentException("configuration " + TrustSettings.PID + ": " + key + " is '" + shown(value) + "', expected is "
                    + TrustSettings.ALLOWED + " or " + TrustSettings.REFUSED);
        }
        return value.equals(TrustSettings.ALLOWED);
    }

    private <T> Set<T> lines(String key, Function<String, T> reading) {
        List<String> lines = lines(configuration.get(key));
        List<T> read = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                read.add(reading.apply(lines.get(i)));
            } catch (IllegalArgumentException malformed) {
                throw new IllegalArgumentException("configuration " + TrustSettings.PID + ": " + key + ", line " + (i + 1) + " ('"
                        + shown(lines.get(i)) + "'): " + malformed.getMessage(), malformed);
            }
        }
        return read.stream().collect(Collectors.toUnmodifiableSet());
    }

    /** A file of properties has one value of a key, in which commas or line ends stand between the lines. */
    private static List<String> lines(Object value) {
        Stream<?> values = value == null ? Stream.empty() : value instanceof Collection<?> many ? many.stream()
                : value instanceof Object[] array ? Stream.of(array) : Stream.of(value);
        return values.flatMap(one -> Stream.of(String.valueOf(one).split("[,\\r\\n]"))).map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static String shown(String text) {
        return PlainText.of(text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text);
    }
}
