package dev.tollgate.ingress.events.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * Which events go where; checked.
 *
 * @param source      {@code eventadmin:} and the configuration's name
 * @param correlation the property with what identifies an event
 */
record TopicRoute(String source, List<String> topics, Optional<String> filter, String slug, String ingress, KindRule kind,
        Optional<String> correlation, int maxBytes, int waiting) {
    private static final Pattern TOPIC = Pattern.compile("\\*|[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*(/\\*)?");
    private static final Pattern INGRESS = Pattern.compile("[a-z][a-z0-9_.-]{0,63}");
    private static final int LONGEST_NAME = 150;

    /** What metatype takes for text, and what goes together. */
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            of(TopicSettings.PID, values.as(TopicSettings.class));
        }
    }

    /** @throws IllegalArgumentException naming the configuration and its key */
    static TopicRoute of(String pid, TopicSettings settings) {
        return new TopicRoute("eventadmin:" + name(pid),
                checked(pid, "topics", () -> topics(settings.topics())),
                checked(pid, "filter", () -> text(settings.filter()).map(TopicRoute::filter)),
                checked(pid, "slug", () -> matching(settings.slug(), PluginId.SLUG, "the slug of a plugin, such as order-mail")),
                checked(pid, "ingress", () -> matching(settings.ingress(), INGRESS, "an ingress of the plugin's manifest")),
                checked(pid, "kind", () -> kind(settings)),
                text(settings.correlation_property()),
                checked(pid, "max.bytes", () -> within(settings.max_bytes(), 64, 1_048_576)),
                checked(pid, "waiting", () -> within(settings.waiting(), 1, 10_000)));
    }

    private static String name(String pid) {
        String name = pid.startsWith(TopicSettings.PID) ? pid.substring(TopicSettings.PID.length()).replaceFirst("^[~.-]", "") : pid;
        String plain = name.replaceAll("[^\\x21-\\x7e]", "_");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
    }

    private static <T> T checked(String pid, String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(pid + ": " + key + ": " + wrong.getMessage(), wrong);
        }
    }

    private static List<String> topics(String... settings) {
        List<String> topics = Arrays.stream(settings == null ? new String[0] : settings).flatMap(setting -> Arrays.stream(setting.split(",")))
                .map(String::strip).filter(topic -> !topic.isEmpty()).distinct().toList();
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("is missing; set a topic such as com/example/orders/*");
        }
        topics.stream().filter(topic -> !TOPIC.matcher(topic).matches()).findFirst().ifPresent(topic -> {
            throw new IllegalArgumentException("'" + topic + "' is no topic: names with / between them, and * only as the last of them");
        });
        return topics;
    }

    private static String filter(String filter) {
        try {
            return FrameworkUtil.createFilter(filter).toString();
        } catch (InvalidSyntaxException malformed) {
            throw new IllegalArgumentException("'" + filter + "' is no filter; write it as in (&(state=paid)(amount>=10))", malformed);
        }
    }

    private static KindRule kind(TopicSettings settings) {
        return text(settings.kind()).map(KindRule::fixed).orElseGet(() -> switch (settings.kind_from()) {
            case "last" -> KindRule.lastSegment();
            case "topic" -> KindRule.whole();
            default -> throw new IllegalArgumentException("kind.from is '" + settings.kind_from() + "'; set last or topic");
        });
    }

    private static String matching(String value, Pattern pattern, String what) {
        String text = text(value).orElseThrow(() -> new IllegalArgumentException("is missing; set " + what));
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' does not match " + pattern + "; set " + what);
        }
        return text;
    }

    private static int within(int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(value + " is not between " + least + " and " + most);
        }
        return value;
    }

    private static Optional<String> text(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }
}
