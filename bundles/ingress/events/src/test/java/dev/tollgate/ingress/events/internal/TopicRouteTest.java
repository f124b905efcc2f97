package dev.tollgate.ingress.events.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TopicRouteTest {
    private static final String PID = "dev.tollgate.topics~shop";

    @Test
    void whatIsSetIsTaken() {
        TopicRoute route = TopicRoute.of(PID, Settings.with("topics", new String[] {"a/b/*, c", "*"}, "filter", "(state=paid)",
                "correlation_property", "order.id", "kind", "paid"));
        assertThat(route.source()).isEqualTo("eventadmin:shop");
        assertThat(route.topics()).containsExactly("a/b/*", "c", "*");
        assertThat(route.filter()).contains("(state=paid)");
        assertThat(route.correlation()).contains("order.id");
        assertThat(route.kind().of("a/b/c")).isEqualTo("paid");
    }

    @Test
    void aMistakeNamesTheConfigurationAndItsKey() {
        wrong("topics", "topics", (Object) new String[] {});
        wrong("topics", "topics", (Object) new String[] {"a//b"});
        wrong("topics", "topics", (Object) new String[] {"a/*/b"});
        wrong("slug", "slug", (Object) null);
        wrong("slug", "slug", "No Slug");
        wrong("ingress", "ingress", " ");
        wrong("kind", "kind", "1st");
        wrong("kind", "kind_from", "first");
        wrong("filter", "filter", "(state=paid");
        wrong("max.bytes", "max_bytes", 2_000_000);
        wrong("waiting", "waiting", 0);
    }

    private static void wrong(String key, String setting, Object value) {
        assertThatThrownBy(() -> TopicRoute.of(PID, Settings.with(setting, value))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(PID + ": " + key + ": ");
    }

    @Test
    void theKindIsMadeOfTheTopicInTheAlphabetOfKinds() {
        assertThat(KindRule.lastSegment().of("shop/orders/PAID")).isEqualTo("PAID");
        assertThat(KindRule.lastSegment().of("alone")).isEqualTo("alone");
        assertThat(KindRule.lastSegment().of("shop/2024")).isEqualTo("x2024");
        assertThat(KindRule.whole().of("shop/orders/PAID")).isEqualTo("shop/orders/PAID");
        assertThat(KindRule.whole().of("größe/$x")).isEqualTo("gr__e/_x");
        for (String topic : new String[] {"a".repeat(300), "_".repeat(300), "x/" + "9".repeat(200), "ÿ"}) {
            assertThat(KindRule.whole().of(topic)).matches(KindRule.KIND);
            assertThat(KindRule.lastSegment().of(topic)).matches(KindRule.KIND);
        }
    }

    @Test
    void aNameThatIsLongOrStrangeMakesASourceThatEventsMayHave() {
        assertThat(TopicRoute.of(TopicSettings.PID + "~ä\n" + "n".repeat(300), Settings.with()).source()).hasSizeLessThan(200)
                .matches("eventadmin:[\\x21-\\x7e]+");
    }

    @Test
    void theSampleOfTheConfigurationHasEachKeyAndSaysTheDefaults() throws Exception {
        String sample = Files.readString(Path.of("../../../config/" + TopicSettings.PID + "-example.cfg.sample"));
        Pattern line = Pattern.compile("(?m)^(?:# )?([a-z][a-z.]*) = ?(.*)$");
        assertThat(line.matcher(sample).results().map(match -> match.group(1)).distinct())
                .containsExactlyInAnyOrder(Arrays.stream(TopicSettings.class.getDeclaredMethods()).map(TopicRouteTest::key).toArray(String[]::new));
        for (Method setting : TopicSettings.class.getDeclaredMethods()) {
            if (setting.getDefaultValue() instanceof Integer || setting.getDefaultValue() instanceof String) {
                assertThat(line.matcher(sample).results().filter(match -> match.group(1).equals(key(setting))).map((MatchResult match) -> match.group(2)))
                        .as(key(setting)).containsExactly(setting.getDefaultValue().toString());
            }
        }
    }

    private static String key(Method setting) {
        return setting.getName().replace('_', '.');
    }
}
