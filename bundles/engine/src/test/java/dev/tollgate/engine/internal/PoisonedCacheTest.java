package dev.tollgate.engine.internal;

import java.time.Duration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.GuestConfig;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.engine.internal.backend.JvmBytecode;
import dev.tollgate.engine.internal.cache.FolderCache;
import dev.tollgate.engine.internal.cache.HostKey;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A16: whoever can write to the cache can make a module be compiled again, and nothing else. */
class PoisonedCacheTest {
    private static final Pools POOLS = new Pools(Bytes.ofMiB(512), Duration.ofMinutes(1), System::nanoTime);

    private static final byte[] GOOD = LargeFunctions.module(1);
    private static final byte[] EVIL = Guests.wasm("runaway");

    @TempDir
    Path folder;

    @Test
    void aRestartedServerLoadsWhatWasCompiledBefore() throws Exception {
        assertThat(load(GOOD).code().cached()).isFalse();
        GuestModule module = load(GOOD);
        assertThat(module.code().cached()).isTrue();
        assertThat(runs(module)).isTrue();
    }

    @Test
    void a16AnEntryWithOtherCodeInItIsCompiledAnew() throws Exception {
        load(GOOD);
        Path entry = entry();
        byte[] bytes = Files.readAllBytes(entry);
        bytes[bytes.length - 20] ^= 1;
        Files.write(entry, bytes);
        GuestModule module = load(GOOD);
        assertThat(module.code().cached()).isFalse();
        assertThat(runs(module)).isTrue();
        assertThat(load(GOOD).code().cached()).as("the new one is kept").isTrue();
    }

    @Test
    void a16AnotherModulesEntryIsNotRunInItsPlace() throws Exception {
        load(GOOD);
        Path entry = entry();
        Files.delete(entry);
        load(EVIL);
        Files.move(entry(), entry);
        GuestModule module = load(GOOD);
        assertThat(module.code().cached()).isFalse();
        assertThat(runs(module)).isTrue();
    }

    @Test
    void a16WithAnotherHostsKeyEverythingIsCompiledAnew() throws Exception {
        load(GOOD);
        Files.delete(folder.resolve(EngineFolder.KEY));
        assertThat(load(GOOD).code().cached()).isFalse();
    }

    private GuestModule load(byte[] wasm) throws Exception {
        HostKey key = HostKey.open(folder.resolve(EngineFolder.KEY), new SecureRandom());
        FolderCache cache = FolderCache.open(folder.resolve(EngineFolder.COMPILED), key, Bytes.ofMiB(16), Clock.systemUTC());
        WasmEngine engine = new WasmEngine(EngineOptions.DEFAULT.with(new JvmBytecode()), cache, POOLS, Clock.systemUTC(), System::nanoTime, new Random(1));
        return engine.load(EngineFixture.PLUGIN, wasm, EngineFixture.NOTHING_GRANTED, GuestConfig.NONE, Instances.CLEAN);
    }

    private static boolean runs(GuestModule module) {
        return new PooledInvoker().invoke(module, "f0", new byte[0], Profile.of(Profile.Kind.JOB, EngineFixture.UNHURRIED))
                instanceof Outcome.Completed;
    }

    private Path entry() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve(EngineFolder.COMPILED))) {
            return files.findFirst().orElseThrow();
        }
    }
}
