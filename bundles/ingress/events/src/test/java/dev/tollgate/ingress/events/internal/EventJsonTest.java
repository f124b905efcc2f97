package dev.tollgate.ingress.events.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;

class EventJsonTest {
    private static final int BYTES = 65_536;
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    @Test
    void whatHasAFormInJsonIsThere() throws Exception {
        Map<String, Object> properties = new HashMap<>();
        properties.put("text", "größe \"q\" \n 😀");
        properties.put("whole", 42);
        properties.put("long", Long.MIN_VALUE);
        properties.put("byte", (byte) -1);
        properties.put("counter", new AtomicLong(7));
        properties.put("real", 0.1f);
        properties.put("big", BigInteger.TWO.pow(80));
        properties.put("money", new BigDecimal("12.50"));
        properties.put("yes", true);
        properties.put("letter", 'x');
        properties.put("unit", TimeUnit.DAYS);
        properties.put("date", new Date(0));
        properties.put("at", Instant.EPOCH);
        properties.put("for", Duration.ofMinutes(5));
        properties.put("id", new UUID(0, 1));
        properties.put("link", URI.create("https://example.com/x"));
        properties.put("raw", new byte[] {1, 2, 3});
        properties.put("none", null);
        properties.put("ints", new int[] {1, 2});
        properties.put("texts", new String[] {"a", "b"});
        properties.put("list", List.of(1, "b", List.of(true)));
        properties.put("map", Map.of("k", 1));
        properties.put("by number", Map.of(3, "three"));
        JsonNode event = json(properties);
        assertThat(event.path("topic").asText()).isEqualTo("shop/orders/PAID");
        assertThat(event.path("omitted")).isEmpty();
        assertThat(event.path("properties")).isEqualTo(JSON.readTree("""
                {"text":"größe \\"q\\" \\n 😀","whole":42,"long":-9223372036854775808,"byte":-1,"counter":7,"real":0.1,
                 "big":1208925819614629174706176,"money":12.50,"yes":true,"letter":"x","unit":"DAYS","date":"1970-01-01T00:00:00Z",
                 "at":"1970-01-01T00:00:00Z","for":"PT5M","id":"00000000-0000-0000-0000-000000000001","link":"https://example.com/x",
                 "raw":"AQID","none":null,"ints":[1,2],"texts":["a","b"],"list":[1,"b",[true]],"map":{"k":1},"by number":{"3":"three"}}"""));
    }

    @Test
    void whatHasNoneIsLeftOutAndNamed() throws Exception {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service", new Object());
        properties.put("error", new IllegalStateException("at /home/somebody"));
        properties.put("nan", Double.NaN);
        properties.put("huge", BigInteger.ONE.shiftLeft(5000));
        properties.put("list", new Object[] {1, new Thread(), 3});
        properties.put("map", Map.of("in", Map.of("deep", new Object()), "fine", 1));
        properties.put("odd", Map.of(new Object(), 1));
        JsonNode event = json(properties);
        assertThat(event.at("/properties/list").toString()).isEqualTo("[1,null,3]");
        assertThat(event.at("/properties/map/fine").asInt()).isEqualTo(1);
        assertThat(event.path("properties").size()).isEqualTo(3);
        assertThat(texts(event.path("omitted"))).containsExactlyInAnyOrder("service", "error", "nan", "huge", "list[1]", "map.in.deep", "odd.?");
        assertThat(event.toString()).doesNotContain("somebody");
    }

    @Test
    void propertiesOfTheHostsOwnAndPrivateOnesAreNotThere() throws Exception {
        JsonNode event = json(Map.of(".password", "x", "event.topics", "y", "visible", 1));
        assertThat(event.path("properties").toString()).isEqualTo("{\"visible\":1}");
        assertThat(event.path("omitted")).isEmpty();
    }

    @Test
    void whatContainsItselfEnds() throws Exception {
        List<Object> loop = new ArrayList<>(List.of("head"));
        loop.add(loop);
        Map<String, Object> twice = new LinkedHashMap<>();
        List<Integer> shared = List.of(1);
        twice.put("a", shared);
        twice.put("b", shared);
        JsonNode event = json(Map.of("loop", loop, "twice", twice));
        assertThat(event.at("/properties/loop").toString()).isEqualTo("[\"head\",null]");
        assertThat(event.at("/properties/twice").toString()).isEqualTo("{\"a\":[1],\"b\":[1]}");
        assertThat(texts(event.path("omitted"))).containsExactly("loop[1]");
    }

    @Test
    void whatIsTooDeepIsLeftOut() throws Exception {
        Object nest = 1;
        for (int i = 0; i < 10_000; i++) {
            nest = new Object[] {nest};
        }
        JsonNode event = json(Map.of("nest", nest));
        assertThat(event.at("/properties/nest").toString()).isEqualTo("[[[[[[[null]]]]]]]");
        assertThat(texts(event.path("omitted"))).containsExactly("nest[0][0][0][0][0][0][0]");
    }

    @Test
    void whatThrowsIsLeftOut() throws Exception {
        List<Object> bad = new AbstractList<>() {
            @Override
            public Object get(int index) {
                throw new IllegalStateException("closed");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        assertThat(texts(json(Map.of("bad", bad)).path("omitted"))).containsExactly("bad");
    }

    @Test
    void whatIsTooLargeIsRefusedWithoutBeingCopied() {
        List<Integer> endless = new AbstractList<>() {
            @Override
            public Integer get(int index) {
                return 1;
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        };
        for (Object large : new Object[] {"x".repeat(1000), new byte[1000], endless, "\u0000".repeat(200), Map.of("k".repeat(1000), 1),
                new int[1000]}) {
            assertThatThrownBy(() -> EventJson.of(new Event("t", Map.of("p", large)), 999)).as("%s", large.getClass())
                    .isInstanceOf(TooLargeException.class);
        }
    }

    @Test
    void theListOfWhatIsLeftOutIsBounded() throws Exception {
        Object[] many = new Object[300];
        Arrays.setAll(many, i -> new Object());
        JsonNode event = json(Map.of("many", many));
        assertThat(event.path("omitted")).hasSize(EventJson.MOST_NAMES);
        assertThat(event.path("omitted_more").asInt()).isEqualTo(300 - EventJson.MOST_NAMES);
    }

    @Test
    void halvesOfSurrogatePairsDoNoHarm() throws Exception {
        JsonNode event = json(Map.of("half", "a\ud800b", "c\udc00d", 1, "map", Map.of("e\ud800", '\ud800')));
        assertThat(event.at("/properties/half").asText()).isEqualTo("a?b");
    }

    private static JsonNode json(Map<String, Object> properties) throws Exception {
        return JSON.readTree(EventJson.of(new Event("shop/orders/PAID", properties), BYTES));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
