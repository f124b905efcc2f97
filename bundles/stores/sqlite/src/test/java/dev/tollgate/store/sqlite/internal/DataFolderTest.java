package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFolderTest {
    private static final Map<String, String> IN_KARAF = Map.of("karaf.data", "/opt/karaf/data");

    @Test
    void theConfiguredFolderComesFirst() {
        assertThat(DataFolder.of(Map.of("directory", "/srv/here"), Map.of("tollgate.data", "/srv/there")::get))
                .isEqualTo(Path.of("/srv/here"));
    }

    @Test
    void thenTheFrameworkProperty() {
        assertThat(DataFolder.of(Map.of("directory", " "), Map.of("tollgate.data", "/srv/there", "karaf.data", "/k")::get))
                .isEqualTo(Path.of("/srv/there"));
    }

    @Test
    void inKarafItIsAFolderOfKarafsData() {
        assertThat(DataFolder.of(Map.of(), IN_KARAF::get)).isEqualTo(Path.of("/opt/karaf/data/tollgate"));
    }

    @Test
    void elseItLiesInTheWorkingDirectory() {
        assertThat(DataFolder.of(Map.of(), none -> null)).isEqualTo(Path.of("tollgate-data").toAbsolutePath());
    }

    @Test
    void whatIsNoPathIsNamed() {
        assertThatThrownBy(() -> DataFolder.of(Map.of("directory", "a\0b"), none -> null))
                .isInstanceOf(StoreOpenException.class).hasMessageContaining("key directory");
    }
}
