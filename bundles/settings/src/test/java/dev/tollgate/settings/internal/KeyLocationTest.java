package dev.tollgate.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyLocationTest {
    private static final Map<String, String> BOTH = Map.of("tollgate.data", "/srv/data", "karaf.data", "/srv/karaf");

    @Test
    void theConfiguredFileComesFirst() {
        assertThat(KeyLocation.of(" /run/keys/tollgate ", BOTH::get)).isEqualTo(Path.of("/run/keys/tollgate").toAbsolutePath());
    }

    @Test
    void thenTheServersDataFolderThenKarafs() {
        assertThat(KeyLocation.of(" ", BOTH::get)).isEqualTo(Path.of("/srv/data/secrets.key").toAbsolutePath());
        assertThat(KeyLocation.of(null, Map.of("karaf.data", "/srv/karaf")::get)).isEqualTo(Path.of("/srv/karaf/tollgate/secrets.key").toAbsolutePath());
        assertThat(KeyLocation.of(null, Map.<String, String>of()::get)).isEqualTo(Path.of("tollgate-data/secrets.key").toAbsolutePath());
    }
}
