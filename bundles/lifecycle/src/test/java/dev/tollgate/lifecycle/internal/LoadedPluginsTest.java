package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.ActivePlugin;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LoadedPluginsTest {
    private static final int GENERATIONS = 5_000;

    private final Server server = new Server();
    private final GenerationPlugin plugin = new GenerationPlugin(server);
    private final LoadedPlugins loaded = server.plugins.states().loaded();
    private final Map<ActivePlugin, Integer> numbers = Collections.synchronizedMap(new IdentityHashMap<>());
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void whoHasFoundTheNextGenerationIsNotGivenTheOneBeforeByAnotherWay() throws Exception {
        plugin.active(GenerationPlugin.version("1.0.0"));
        numbers.put(plugin.generation(), 0);
        CompletableFuture<Void> bySlug = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                int found = numbers.get(plugin.generation());
                assertThat(numbers.get(loaded.all().get(0))).isGreaterThanOrEqualTo(found);
            }
        });
        CompletableFuture<Void> inTheList = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                int found = numbers.get(loaded.all().get(0));
                assertThat(numbers.get(plugin.generation())).isGreaterThanOrEqualTo(found);
            }
        });
        for (int i = 1; i <= GENERATIONS && !bySlug.isDone() && !inTheList.isDone(); i++) {
            LoadedPlugin next = plugin.generation().afresh(Digest.of(ByteBuffer.allocate(4).putInt(i).array()));
            numbers.put(next, i);
            loaded.replace(GenerationPlugin.SLUG, next);
        }
        over.set(true);
        bySlug.get();
        inTheList.get();
    }

    @Test
    void theyAreFoundBySlugAndListedInItsOrder() {
        for (String slug : List.of("other", "probe", "another", "some")) {
            server.install(TestPackage.of(slug, "1.0.0", "basic").build());
            server.plugins.activate(slug, Optional.empty(), "test");
        }
        assertThat(loaded.all()).extracting(active -> active.id().slug()).containsExactly("another", "other", "probe", "some");
        assertThat(loaded.all()).as("the same until one of them changes").isSameAs(loaded.all());
        server.plugins.deactivate("other", "test");
        assertThat(loaded.get("other")).isEmpty();
        assertThat(loaded.get("zero")).isEmpty();
        assertThat(loaded.get("probe")).contains((LoadedPlugin) loaded.all().get(1));
        assertThat(loaded.all()).extracting(active -> active.id().slug()).containsExactly("another", "probe", "some");
    }
}
