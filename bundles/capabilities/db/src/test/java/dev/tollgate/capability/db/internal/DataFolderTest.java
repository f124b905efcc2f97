package dev.tollgate.capability.db.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFolderTest {
    @Test
    void theConfiguredFolderComesFirst() {
        assertThat(DataFolder.of("/srv/here", Map.of("tollgate.data", "/srv/there")::get)).isEqualTo(Path.of("/srv/here"));
    }

    @Test
    void thenAFolderInTheDataFolder() {
        assertThat(DataFolder.of(" ", Map.of("tollgate.data", "/srv/there", "karaf.data", "/k")::get)).isEqualTo(Path.of("/srv/there/db"));
        assertThat(DataFolder.of("", Map.of("karaf.data", "/k")::get)).isEqualTo(Path.of("/k/tollgate/db"));
        assertThat(DataFolder.of(null, none -> null)).isEqualTo(Path.of("tollgate-data/db").toAbsolutePath());
    }
}
