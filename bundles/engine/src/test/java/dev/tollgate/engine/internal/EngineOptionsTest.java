package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.engine.internal.backend.Interpreter;
import dev.tollgate.engine.internal.backend.JvmBytecode;
import dev.tollgate.engine.internal.cache.CodeCache;
import dev.tollgate.engine.internal.cache.FolderCache;
import dev.tollgate.engine.internal.cache.MemoryCache;
import dev.tollgate.engine.internal.compile.CompileBounds;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator can configure of the engine. */
class EngineOptionsTest {
    private record Settings(String backend, String fallback, int compile_time_s, int compile_slots, int compile_size_mb, int cache_mb,
            String directory, int warm_up_ms) implements EngineSettings {
        static final Settings DEFAULT = new Settings("compiled", "allowed", 30, 1, 64, 512, null, 200);

        Settings backend(String value) {
            return new Settings(value, fallback, compile_time_s, compile_slots, compile_size_mb, cache_mb, directory, warm_up_ms);
        }

        Settings cache(int megabytes, Path folder) {
            return new Settings(backend, fallback, compile_time_s, compile_slots, compile_size_mb, megabytes,
                    folder == null ? null : folder.toString(), warm_up_ms);
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return EngineSettings.class;
        }
    }

    @TempDir
    Path folder;

    @Test
    void theDefaultsAreThoseOfAnEngineWithoutConfiguration() {
        EngineOptions options = EngineOptions.of(Settings.DEFAULT);
        assertThat(options.backend()).isInstanceOf(JvmBytecode.class);
        assertThat(options.fallback()).isTrue();
        assertThat(options.bounds()).isEqualTo(CompileBounds.DEFAULT);
        assertThat(options.warmUp()).isEqualTo(Duration.ofMillis(200)).isEqualTo(EngineOptions.DEFAULT.warmUp());
    }

    @Test
    void theBackendIsChosenByName() {
        assertThat(EngineOptions.of(Settings.DEFAULT.backend("interpreter")).backend()).isInstanceOf(Interpreter.class);
        assertThatThrownBy(() -> EngineOptions.of(Settings.DEFAULT.backend("jit"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("configuration dev.tollgate.engine: backend is 'jit', allowed is interpreter or compiled");
    }

    @Test
    void numbersOutOfBoundsAreRefusedByTheNameOfTheirSetting() {
        assertThatThrownBy(() -> EngineOptions.of(new Settings("compiled", "allowed", 0, 1, 64, 512, null, 200)))
                .hasMessageContaining("compile.time.s is 0");
        assertThatThrownBy(() -> EngineOptions.of(new Settings("compiled", "allowed", 30, 0, 64, 512, null, 200)))
                .hasMessageContaining("compile.slots is 0");
        assertThatThrownBy(() -> EngineOptions.of(Settings.DEFAULT.cache(-1, null))).hasMessageContaining("cache.mb is -1");
    }

    @Test
    void codeIsKeptInTheServersDataFolder() {
        assertThat(cache(Settings.DEFAULT, Map.of("tollgate.data", folder.toString()))).isInstanceOf(FolderCache.class);
        assertThat(folder.resolve("engine.key")).isRegularFile();
        assertThat(folder.resolve("compiled")).isDirectory();
    }

    @Test
    void inKarafItIsTheFolderThatTheStoreUsesToo() {
        assertThat(cache(Settings.DEFAULT, Map.of("karaf.data", folder.toString()))).isInstanceOf(FolderCache.class);
        assertThat(folder.resolve("tollgate/compiled")).isDirectory();
    }

    @Test
    void aConfiguredFolderGoesFirst() {
        Path own = folder.resolve("own");
        assertThat(cache(Settings.DEFAULT.cache(512, own), Map.of("tollgate.data", folder.resolve("data").toString())))
                .isInstanceOf(FolderCache.class);
        assertThat(own.resolve("compiled")).isDirectory();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void withoutAFolderOrWithOneThatCannotBeWrittenItIsKeptInMemory() throws Exception {
        assertThat(cache(Settings.DEFAULT, Map.of())).isInstanceOf(MemoryCache.class);
        Path file = Files.write(folder.resolve("file"), new byte[0]);
        assertThat(cache(Settings.DEFAULT, Map.of("tollgate.data", file.toString()))).isInstanceOf(MemoryCache.class);
    }

    @Test
    void aCacheOfNothingKeepsNothingAndMakesNoFolder() {
        assertThat(cache(Settings.DEFAULT.cache(0, null), Map.of("tollgate.data", folder.toString()))).isSameAs(CodeCache.NONE);
        assertThat(folder).isEmptyDirectory();
    }

    private static CodeCache cache(EngineSettings settings, Map<String, String> properties) {
        return EngineFolder.cache(settings, properties::get, Clock.systemUTC());
    }
}
