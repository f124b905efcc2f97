package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.limits.Bytes;
import java.lang.annotation.Annotation;
import org.junit.jupiter.api.Test;

/** The operator's settings. */
class PoolsTest {
    @Test
    void withoutAValueGuestsHaveAQuarterOfTheHeap() {
        Pools pools = new Pools(settings(0, 60));
        assertThat(pools.memory().allowed().count()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
        pools.stop();
    }

    @Test
    void aValueIsTakenInMebibytes() {
        Pools pools = new Pools(settings(512, 60));
        assertThat(pools.memory().allowed()).isEqualTo(Bytes.ofMiB(512));
        pools.stop();
    }

    @Test
    void aValueOutOfItsBoundsIsRefusedWithItsPidItsKeyAndItsBounds() {
        assertThatThrownBy(() -> new Pools(settings(-1, 60)))
                .hasMessage("configuration dev.tollgate.pool: memory.mb is -1, allowed is 0 or a whole number from 16 to 1073741824");
        assertThatThrownBy(() -> new Pools(settings(0, 0)))
                .hasMessage("configuration dev.tollgate.pool: idle.s is 0, allowed is a whole number from 1 to 86400");
    }

    private static Pools.Settings settings(long memoryMb, int idleS) {
        return new Pools.Settings() {
            @Override
            public long memory_mb() {
                return memoryMb;
            }

            @Override
            public int idle_s() {
                return idleS;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return Pools.Settings.class;
            }
        };
    }
}
