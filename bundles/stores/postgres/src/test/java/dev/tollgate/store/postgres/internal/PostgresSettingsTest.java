package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresSettingsTest {
    @Test
    void withoutAUrlThereAreNone() {
        assertThat(PostgresSettings.from(Map.of("user", "ada"))).isEmpty();
        assertThat(PostgresSettings.from(Map.of("url", "  "))).isEmpty();
    }

    @Test
    void theyAreReadFromTextAndNumbers() {
        PostgresSettings settings = PostgresSettings.from(Map.of("url", " jdbc:postgresql://db.example:6432/host ", "user", "ada",
                "password", "s3cret", "pool.size", 4)).orElseThrow();

        assertThat(settings.poolSize()).isEqualTo(4);
        assertThat(settings.dataSource().getPassword()).isEqualTo("s3cret");
        assertThat(settings).hasToString("PostgreSQL database host on db.example:6432");
        assertThat(PostgresSettings.from(Map.of("url", "jdbc:postgresql:host", "pool.size", "5")).orElseThrow().poolSize()).isEqualTo(5);
    }

    @Test
    void aPasswordIsNeverInTheirTextNorInAnError() {
        PostgresSettings settings = PostgresSettings.from(Map.of("url", "jdbc:postgresql://db.example/host?password=s3cret",
                "password", "s3cret")).orElseThrow();
        assertThat(settings.toString()).doesNotContain("s3cret");

        assertThatThrownBy(() -> new PostgresSettings("jdbc:postgresql://a:b:c/x?password=s3cret", "", "", 1).dataSource())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("url cannot be read")
                .hasMessageNotContaining("s3cret").hasNoCause();
    }

    @Test
    void whatIsWrongIsNamedWithItsKey() {
        assertThatThrownBy(() -> PostgresSettings.from(Map.of("url", "jdbc:mysql://x"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("configuration dev.tollgate.store.postgres: url begins with jdbc:postgresql:");
        for (Object size : new Object[] {0, -1, 201, "many"}) {
            assertThatThrownBy(() -> PostgresSettings.from(Map.of("url", "jdbc:postgresql:x", "pool.size", size)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("pool.size is ");
        }
    }
}
