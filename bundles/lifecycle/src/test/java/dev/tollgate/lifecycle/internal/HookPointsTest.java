package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.abi.manifest.Violation;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookPayloadException;
import dev.tollgate.lifecycle.HookPoint;
import dev.tollgate.lifecycle.TypedHookResult;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What passes through hooks that an application has registered; each plugin returns what its configuration says. */
class HookPointsTest {
    private static final String SCHEMA = """
            {"type": "object", "required": ["title"], "properties": {"title": {"type": "string", "maxLength": 9}, "stars": {"type": "integer"}}}
            """;
    private static final HookPoint<Post> POST = HookPoint.filter("post", Post.class, SCHEMA);

    record Post(String title, int stars) {
        Post {
            if (stars > 5) {
                throw new IllegalArgumentException("five stars are the most");
            }
        }
    }

    private final Server server = new Server();

    @Test
    void aTypedValueGoesThroughAndComesBackAsTheTypeThatItIs() {
        server.points.add(POST);
        returns("alpha", "{\"title\":\"new\",\"stars\":4,\"colour\":\"red\"}");
        active(TestPackage.of("bravo", "1.0.0", "basic").filter("post", "echo"));
        TypedHookResult<Post> result = server.hooks.filter(POST, new Post("old", 1));
        assertThat(result.value()).isEqualTo(new Post("new", 4));
        assertThat(result.reports()).extracting(HandlerReport::ending).containsExactly(Ending.COMPLETED, Ending.COMPLETED);
        assertThat(result.reports().get(1).usage().output()).as("what the type does not know is passed on")
                .isEqualTo(result.reports().get(0).usage().output());
    }

    @Test
    void whatTheApplicationPassesIsRefusedWithItsPlacesAndNobodyIsCalled() {
        server.points.add(POST);
        active(TestPackage.of("tripper", "1.0.0", "runaway").filter("post", "loop").action("post", "loop").server("fuel_per_invocation: 50000"));
        assertThatThrownBy(() -> server.hooks.filter(POST, new Post("much too long", 1))).isInstanceOfSatisfying(HookPayloadException.class,
                refused -> {
                    assertThat(refused.hook()).isEqualTo("post");
                    assertThat(refused.violations()).extracting(Violation::pointer).containsExactly("/title");
                });
        for (String payload : List.of("{\"title\":5,\"stars\":\"x\"}", "no json", "")) {
            assertThatThrownBy(() -> server.hooks.filter("post", payload.getBytes(UTF_8))).isInstanceOf(HookPayloadException.class);
            assertThatThrownBy(() -> server.hooks.action("post", payload.getBytes(UTF_8))).isInstanceOf(HookPayloadException.class);
        }
        ObjectNode wrong = JsonNodeFactory.instance.objectNode().put("title", 5).put("stars", "x");
        assertThatThrownBy(() -> server.hooks.filter("post", wrong)).isInstanceOfSatisfying(HookPayloadException.class, refused ->
                assertThat(refused.violations()).extracting(Violation::pointer).containsExactlyInAnyOrder("/title", "/stars"));
        assertThat(server.breakers.trips("tripper")).isEmpty();
        assertThat(server.hooks.filter(POST, new Post("fine", 1)).reports()).extracting(HandlerReport::ending).containsExactly(Ending.TRIPPED);
    }

    @Test
    void whatAFilterReturnsIsInvalidWhereThePointDoesNotTakeItAndTheNextOneGetsTheValueBefore() {
        server.points.add(POST);
        returns("alpha", "{\"title\":\"much too long\"}");
        returns("bravo", "no json");
        returns("charlie", "{\"title\":\"six\",\"stars\":6}");
        returns("delta", "null");
        active(TestPackage.of("zulu", "1.0.0", "basic").filter("post", "echo"));
        TypedHookResult<Post> result = server.hooks.filter(POST, new Post("old", 1));
        assertThat(result.value()).isEqualTo(new Post("old", 1));
        assertThat(result.reports()).extracting(HandlerReport::ending)
                .containsExactly(Ending.INVALID, Ending.INVALID, Ending.INVALID, Ending.INVALID, Ending.COMPLETED);
        assertThat(result.reports()).extracting(HandlerReport::detail).satisfiesExactly(
                detail -> assertThat(detail).contains("/title").contains("9"),
                detail -> assertThat(detail).contains("no JSON"),
                detail -> assertThat(detail).contains("does not fit the Java type").doesNotContain("dev.tollgate"),
                detail -> assertThat(detail).contains("null"),
                detail -> assertThat(detail).isEmpty());
        assertThat(server.hooks.filter("post", "{\"title\":\"old\"}".getBytes(UTF_8)).reports()).extracting(HandlerReport::ending)
                .as("as bytes").containsExactly(Ending.INVALID, Ending.INVALID, Ending.COMPLETED, Ending.INVALID, Ending.COMPLETED);
    }

    @Test
    void jsonWithoutAPointIsJsonAndNoMore() {
        returns("alpha", "no json");
        returns("bravo", "[1]");
        JsonNode value = JsonNodeFactory.instance.textNode("old");
        TypedHookResult<JsonNode> result = server.hooks.filter("post", value);
        assertThat(result.value().toString()).isEqualTo("[1]");
        assertThat(result.reports()).extracting(HandlerReport::ending).containsExactly(Ending.INVALID, Ending.COMPLETED);
        assertThat(server.hooks.filter("nobody", value).value()).isSameAs(value);
        assertThat(server.hooks.filter("post", "x".getBytes(UTF_8)).value()).as("bytes are not looked at").asString().isEqualTo("[1]");
    }

    @Test
    void actionsTellAndAnswerWithTheirReports() {
        HookPoint<Post> saved = HookPoint.action("saved", Post.class);
        server.points.add(saved);
        active(TestPackage.of("alpha", "1.0.0", "basic").action("saved", "fail"));
        active(TestPackage.of("bravo", "1.0.0", "basic").action("saved", "echo"));
        Post post = new Post("t", 2);
        TypedHookResult<Post> result = server.hooks.action(saved, post);
        assertThat(result.value()).isSameAs(post);
        assertThat(result.reports()).extracting(HandlerReport::ending).containsExactly(Ending.FAILED, Ending.COMPLETED);
        assertThat(server.hooks.action("saved", JsonNodeFactory.instance.textNode("x")).reports()).hasSize(2);
        assertThatThrownBy(() -> server.hooks.filter(saved, post)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ACTION");
    }

    @Test
    void theFirstRegistrationOfANameHoldsUntilItGoes() {
        HookPoint<Integer> other = HookPoint.filter("post", Integer.class);
        server.points.add(POST);
        server.points.add(other);
        server.points.remove(other);
        assertThat(server.hooks.point("post")).contains(POST);
        assertThatThrownBy(() -> server.hooks.filter(other, 5)).isInstanceOf(IllegalStateException.class).hasMessageContaining("otherwise");
        assertThat(server.hooks.filter(HookPoint.filter("post", Post.class, SCHEMA), new Post("same", 1)).value().title()).isEqualTo("same");
        server.points.remove(POST);
        assertThatThrownBy(() -> server.hooks.filter(POST, new Post("t", 1))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not registered");
        server.points.add(other);
        assertThat(server.hooks.filter(other, 5).value()).isEqualTo(5);
    }

    /** As when an application's next bundle is started before the one before it is stopped. */
    @Test
    void whoWaitsForANameHoldsItAsSoonAsTheFirstHasGone() {
        HookPoint<Integer> other = HookPoint.filter("post", Integer.class);
        HookPoint<String> third = HookPoint.filter("post", String.class);
        server.points.add(POST);
        server.points.add(other);
        server.points.add(third);
        server.points.remove(POST);
        assertThat(server.hooks.filter(other, 5).value()).isEqualTo(5);
        server.points.remove(other);
        assertThat(server.hooks.filter(third, "x").value()).isEqualTo("x");
    }

    @Test
    void aPointThatCannotBeCheckedAgainstIsRefused() {
        server.points.add(HookPoint.filter("post", Post.class, "{\"$ref\": \"http://127.0.0.1:1/post.json\"}"));
        server.points.add(HookPoint.filter("two", Post.class, "no schema"));
        server.points.add(HookPoint.filter("No Name", Post.class));
        assertThat(server.hooks.names()).isEmpty();
        assertThat(server.hooks.filter("post", "x".getBytes(UTF_8)).value()).asString().isEqualTo("x");
    }

    @Test
    void a60APointThatIsGoneKeepsNoClassOfItsApplication() throws Exception {
        active(TestPackage.of("echo", "1.0.0", "basic").filter("post", "echo"));
        WeakReference<ClassLoader> application = cameAndWent();
        for (int i = 0; i < 20 && application.get() != null; i++) {
            System.gc();
        }
        assertThat(application.get()).isNull();
    }

    private WeakReference<ClassLoader> cameAndWent() throws Exception {
        ClassLoader application = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (!name.equals(Post.class.getName())) {
                    return super.loadClass(name, resolve);
                }
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] code = in.readAllBytes();
                    return defineClass(name, code, 0, code.length);
                } catch (IOException unreadable) {
                    throw new ClassNotFoundException(name, unreadable);
                }
            }
        };
        used(application.loadClass(Post.class.getName()));
        return new WeakReference<>(application);
    }

    private <T> void used(Class<T> type) throws ReflectiveOperationException {
        assertThat(type).isNotEqualTo(Post.class);
        HookPoint<T> point = HookPoint.filter("post", type, SCHEMA);
        server.points.add(point);
        Constructor<T> constructor = type.getDeclaredConstructor(String.class, int.class);
        constructor.setAccessible(true);
        TypedHookResult<T> result = server.hooks.filter(point, constructor.newInstance("old", 1));
        assertThat(result.reports()).extracting(HandlerReport::ending).containsExactly(Ending.COMPLETED);
        assertThat(result.value()).isInstanceOf(type);
        server.points.remove(point);
    }

    /** A plugin that listens to the hook and returns this. */
    private void returns(String slug, String output) {
        server.config.set(slug, "greeting", output, "test");
        active(TestPackage.of(slug, "1.0.0", "basic").filter("post", "greet"));
    }

    private void active(TestPackage plugin) {
        String slug = server.install(plugin.build()).slug();
        server.plugins.activate(slug, Optional.empty(), "test");
    }
}
