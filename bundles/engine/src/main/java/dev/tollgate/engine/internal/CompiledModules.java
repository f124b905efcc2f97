package dev.tollgate.engine.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.engine.Compilations;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.internal.backend.Work;
import dev.tollgate.engine.internal.cache.CodeCache;
import dev.tollgate.engine.internal.cache.CodeKey;
import dev.tollgate.engine.internal.compile.CompileSlots;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Modules that were compiled, or are by the first who asks for them. Whoever asks for the same one meanwhile waits for the same
 * result; and as long as a compilation that took too long is still at work, the next who asks hears the same refusal.
 */
final class CompiledModules {
    private final ModuleCompiler compiler;
    private final CompileSlots slots;
    private final CodeCache cache;
    private final LongSupplier nanoTime;
    private final LongAdder cached = new LongAdder();
    private final LongAdder compiled = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final Map<CodeKey, CompletableFuture<CompiledModule>> underWay = new ConcurrentHashMap<>();

    CompiledModules(ModuleCompiler compiler, CompileSlots slots, CodeCache cache, LongSupplier nanoTime) {
        this.compiler = compiler;
        this.slots = slots;
        this.cache = cache;
        this.nanoTime = nanoTime;
    }

    Compilations.Counts counts() {
        return new Compilations.Counts(cached.sum(), compiled.sum(), refused.sum(), Duration.ofNanos(nanos.sum()));
    }

    /**
     * A module that is ready to be loaded.
     *
     * @param cached whether nothing had to be compiled for it
     */
    record Found(CompiledModule module, boolean cached) {
    }

    Found get(byte[] wasm) throws ModuleRefusedException {
        Digest digest = Digest.of(wasm);
        CodeKey key = compiler.key(digest);
        Optional<CompiledModule> kept = find(key);
        if (kept.isPresent()) {
            cached.increment();
            return new Found(kept.get(), true);
        }
        CompletableFuture<CompiledModule> mine = new CompletableFuture<>();
        CompletableFuture<CompiledModule> others = underWay.putIfAbsent(key, mine);
        if (others != null) {
            return new Found(await(others), false);
        }
        long begun = nanoTime.getAsLong();
        try {
            CompiledModule made = slots.run(digest.brief(), work -> make(key, wasm, work), () -> underWay.remove(key));
            mine.complete(made);
            compiled.increment();
            return new Found(made, false);
        } catch (ModuleRefusedException refusal) {
            mine.completeExceptionally(refusal);
            refused.increment();
            throw refusal;
        } catch (RuntimeException | Error failed) {
            mine.completeExceptionally(failed);
            throw failed;
        } finally {
            nanos.add(nanoTime.getAsLong() - begun);
        }
    }

    private Optional<CompiledModule> find(CodeKey key) {
        return cache.find(key).map(CompiledModuleFormat::read);
    }

    /** Kept before anybody hears of it, so that whoever asks next finds it. */
    private CompiledModule make(CodeKey key, byte[] wasm, Work work) throws ModuleRefusedException {
        Optional<CompiledModule> meanwhile = find(key);
        if (meanwhile.isPresent()) {
            return meanwhile.get();
        }
        CompiledModule made = compiler.compile(wasm, work);
        byte[] content = CompiledModuleFormat.write(made);
        work.made(made.classes().bytes());
        cache.keep(key, content);
        return made;
    }

    private static CompiledModule await(CompletableFuture<CompiledModule> others) throws ModuleRefusedException {
        try {
            return others.get();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ModuleRefusedException(List.of("compiling it was interrupted: try again"));
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof ModuleRefusedException refused ? refused
                    : new ModuleRefusedException(List.of("the compiler fails with it"));
        }
    }
}
