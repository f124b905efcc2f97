package dev.tollgate.engine.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.limits.Bytes;
import org.junit.jupiter.api.Test;

/** The cache of a host that has no folder. */
class MemoryCacheTest {
    private final MemoryCache cache = new MemoryCache(new Bytes(300));

    @Test
    void theMostRecentlyUsedEntriesStay() {
        cache.keep(new CodeKey("a"), new byte[100]);
        cache.keep(new CodeKey("b"), new byte[100]);
        cache.keep(new CodeKey("c"), new byte[100]);
        assertThat(cache.find(new CodeKey("a"))).isPresent();
        cache.keep(new CodeKey("d"), new byte[100]);
        assertThat(cache.find(new CodeKey("b"))).isEmpty();
        assertThat(cache.find(new CodeKey("a"))).isPresent();
        assertThat(cache.find(new CodeKey("c"))).isPresent();
    }

    @Test
    void anEntryThatIsReplacedCountsOnce() {
        for (int i = 0; i < 10; i++) {
            cache.keep(new CodeKey("a"), new byte[200]);
        }
        cache.keep(new CodeKey("b"), new byte[100]);
        assertThat(cache.find(new CodeKey("a"))).isPresent();
        assertThat(cache.find(new CodeKey("b"))).isPresent();
    }

    @Test
    void anEntryLargerThanAllOfItIsNotKept() {
        cache.keep(new CodeKey("a"), new byte[301]);
        assertThat(cache.find(new CodeKey("a"))).isEmpty();
    }
}
