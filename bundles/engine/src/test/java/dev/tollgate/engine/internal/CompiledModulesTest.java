package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.internal.backend.Backend;
import dev.tollgate.engine.internal.backend.Classes;
import dev.tollgate.engine.internal.backend.Code;
import dev.tollgate.engine.internal.backend.Interpreter;
import dev.tollgate.engine.internal.backend.JvmBytecode;
import dev.tollgate.engine.internal.backend.Work;
import dev.tollgate.engine.internal.cache.CodeCache;
import dev.tollgate.engine.internal.cache.MemoryCache;
import dev.tollgate.engine.internal.compile.CompileBounds;
import dev.tollgate.engine.internal.compile.CompileSlots;
import dev.tollgate.engine.internal.metering.FuelPass;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A module is compiled once, however many ask for it and whenever they do. */
class CompiledModulesTest {
    private static final byte[] WASM = Guests.wasm("basic");

    /** Counts, and goes on when it is told to. */
    private static final class Counting implements Backend {
        final AtomicInteger compiled = new AtomicInteger();
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        private final Backend backend = new JvmBytecode();

        @Override
        public String name() {
            return backend.name();
        }

        @Override
        public Classes compile(FuelPass.Metered metered, int importedFunctions, Set<Integer> large, Work work) {
            compiled.incrementAndGet();
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
            return backend.compile(metered, importedFunctions, large, work);
        }

        @Override
        public Code link(Classes classes) {
            return backend.link(classes);
        }

        @Override
        public boolean reads(int function, Classes classes) {
            return backend.reads(function, classes);
        }
    }

    private final Counting backend = new Counting();
    private final CodeCache cache = new MemoryCache(Bytes.ofMiB(16));

    @Test
    void manyWhoAskAtOnceCompileItOnce() throws Exception {
        CompiledModules modules = modules(CompileBounds.DEFAULT, cache);
        List<CompletableFuture<CompiledModule>> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            callers.add(CompletableFuture.supplyAsync(() -> get(modules), task -> new Thread(task).start()));
        }
        backend.begun.await();
        backend.goOn.countDown();
        CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertThat(backend.compiled).hasValue(1);
    }

    @Test
    void whatWasKeptIsNotCompiledAgainByTheNextEngine() throws Exception {
        backend.goOn.countDown();
        assertThat(modules(CompileBounds.DEFAULT, cache).get(WASM).cached()).isFalse();
        assertThat(modules(CompileBounds.DEFAULT, cache).get(WASM).cached()).isTrue();
        assertThat(backend.compiled).hasValue(1);
    }

    @Test
    void anotherBackendHasItsOwnCode() throws Exception {
        backend.goOn.countDown();
        modules(CompileBounds.DEFAULT, cache).get(WASM);
        assertThat(new CompiledModules(new ModuleCompiler(new Interpreter()), new CompileSlots(CompileBounds.DEFAULT), cache, System::nanoTime)
                .get(WASM).cached()).isFalse();
    }

    /** A10: asking again for a module that nobody waits for any more does not set another thread to it while the first is at work. */
    @Test
    void a10AModuleThatStillCompilesInVainIsNotBegunAgain() throws Exception {
        CompiledModules modules = modules(CompileBounds.DEFAULT, cache);
        CompletableFuture<Throwable> first = new CompletableFuture<>();
        Thread caller = new Thread(() -> first.complete(catchThrowable(() -> modules.get(WASM))));
        caller.start();
        backend.begun.await();
        caller.interrupt();
        assertThat(first.get(60, TimeUnit.SECONDS)).isInstanceOf(ModuleRefusedException.class).hasMessageContaining("interrupted");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> modules.get(WASM)).isInstanceOf(ModuleRefusedException.class).hasMessageContaining("interrupted");
        }
        assertThat(backend.compiled).hasValue(1);
        backend.goOn.countDown();
    }

    @Test
    void aRefusalIsNotKept() throws Exception {
        CompiledModules modules = modules(CompileBounds.DEFAULT, cache);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> modules.get(new byte[] {1})).isInstanceOf(ModuleRefusedException.class)
                    .hasMessageContaining("no valid WebAssembly module");
        }
        backend.goOn.countDown();
        assertThat(modules.get(WASM).cached()).isFalse();
    }

    @Test
    void moreCodeThanItMayBeIsRefused() {
        backend.goOn.countDown();
        assertThatThrownBy(() -> modules(new CompileBounds(Duration.ofSeconds(60), 1, new Bytes(1_000)), cache).get(WASM))
                .isInstanceOf(ModuleRefusedException.class).hasMessageContaining("compile.size.mb");
    }

    private CompiledModules modules(CompileBounds bounds, CodeCache kept) {
        return new CompiledModules(new ModuleCompiler(backend), new CompileSlots(bounds), kept, System::nanoTime);
    }

    private static CompiledModule get(CompiledModules modules) {
        try {
            return modules.get(WASM).module();
        } catch (ModuleRefusedException refused) {
            throw new AssertionError(refused);
        }
    }
}
