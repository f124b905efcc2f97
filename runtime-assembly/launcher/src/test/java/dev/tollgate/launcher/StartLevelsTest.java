package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartLevelsTest {

    @TempDir
    private Path temp;

    @Test
    void aBundleThatIsNotNamedStartsAtTheLastLevel() throws Exception {
        StartLevels levels = StartLevels.read(file("log = 2"));
        assertThat(levels.of("log")).isEqualTo(2);
        assertThat(levels.of("other")).isEqualTo(StartLevels.LAST);
    }

    @Test
    void aLevelThatTheFrameworkNeverReachesIsAnErrorThatNamesTheBundle() throws Exception {
        Path file = file("log = 31");
        assertThatThrownBy(() -> StartLevels.read(file)).isInstanceOf(StartFailure.class).hasMessageContaining("log is \"31\"");
    }

    private Path file(String content) throws Exception {
        return Files.writeString(temp.resolve("start-levels.properties"), content);
    }
}
