package dev.tollgate.engine.internal.compile;

import com.dylibso.chicory.wasm.ChicoryException;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.internal.backend.Work;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles a few modules at a time, each on a thread of its own for so long and no longer. A thread in Java cannot be stopped in
 * the middle of something, so one whose time is up is waited for by nobody and stops where it next asks; until then it moves to
 * one of {@value #OVERDUE} places for such, and its slot is free for others. When those are taken as well it keeps its slot. So there
 * are never more threads than slots and those places, and whoever waits for a slot does so for a bounded time.
 */
public final class CompileSlots {
    static final int OVERDUE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(CompileSlots.class);
    private static final long STACK_BYTES = 4 << 20;

    /** How many compilations' time somebody waits for a slot. */
    private static final int PATIENCE = 4;

    private volatile CompileBounds bounds;
    private final Semaphore slots;
    private final Semaphore overdue = new Semaphore(OVERDUE);

    public CompileSlots(CompileBounds bounds) {
        this.bounds = bounds;
        this.slots = new Semaphore(bounds.slots(), true);
    }

    /** Time and size for what is compiled from now on; there are as many slots as before. */
    public void allow(CompileBounds others) {
        bounds = others;
    }

    /** What is compiled. */
    @FunctionalInterface
    public interface Task<T> {
        T run(Work work) throws ModuleRefusedException;
    }

    /**
     * Runs it, and waits until it is done or its time is up.
     *
     * @param name   what the thread is named after
     * @param ended  run when the task is, on its thread and however it ended; or at once, when it was not begun
     * @throws ModuleRefusedException when it ends so, or in an error of any kind, or takes longer or makes more than it may
     */
    public <T> T run(String name, Task<T> task, Runnable ended) throws ModuleRefusedException {
        Run<T> run = new Run<>(task, ended);
        boolean begun = false;
        try {
            if (!slots.tryAcquire(bounds.time().toMillis() * PATIENCE, TimeUnit.MILLISECONDS)) {
                throw refused("the compiler is busy with modules that take long: try again later");
            }
            begun = begin(run, name);
            return run.result.get(bounds.time().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            run.abandon();
            throw refused("compiling it takes more than " + bounds.time().toSeconds() + " s: make the module smaller, or raise"
                    + " compile.time.s in the configuration dev.tollgate.engine");
        } catch (InterruptedException stopping) {
            run.abandon();
            Thread.currentThread().interrupt();
            throw refused("compiling it was interrupted: try again");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof ModuleRefusedException refused ? refused : refusal(name, failed.getCause());
        } finally {
            if (!begun) {
                ended.run();
            }
        }
    }

    int freeSlots() {
        return slots.availablePermits();
    }

    private boolean begin(Run<?> run, String name) throws ModuleRefusedException {
        try {
            Thread thread = new Thread(null, run, "tollgate-compile-" + name, STACK_BYTES);
            thread.setDaemon(true);
            run.thread = thread;
            thread.start();
            return true;
        } catch (OutOfMemoryError noThread) {
            slots.release();
            throw refusal(name, noThread);
        }
    }

    private ModuleRefusedException refusal(String name, Throwable failure) {
        if (failure instanceof MadeTooMuch) {
            return refused("its compiled code is larger than " + bounds.size() + ": make the module smaller, or raise"
                    + " compile.size.mb in the configuration dev.tollgate.engine");
        }
        if (failure instanceof OutOfMemoryError) {
            return refused("compiling it takes more memory than there is: make the module smaller, or give the JVM more with -Xmx");
        }
        if (failure instanceof MethodTooLargeException || failure instanceof ClassTooLargeException
                || failure instanceof ChicoryException || failure instanceof StackOverflowError) {
            return refused("it cannot be compiled: " + failure.getMessage());
        }
        LOG.error("compiling {} failed", name, failure);
        return refused("the compiler fails with it");
    }

    private static ModuleRefusedException refused(String reason) {
        return new ModuleRefusedException(List.of(reason));
    }

    /** One compilation; it holds a slot or a place for overdue ones. */
    private final class Run<T> implements Runnable, Work {
        private final Task<T> task;
        private final Runnable ended;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final AtomicReference<Semaphore> held = new AtomicReference<>(slots);
        private Thread thread;
        private volatile boolean abandoned;

        Run(Task<T> task, Runnable ended) {
            this.task = task;
            this.ended = ended;
        }

        @Override
        public void run() {
            try {
                T made = task.run(this);
                end();
                result.complete(made);
            } catch (Throwable failed) {
                end();
                result.completeExceptionally(failed);
            }
        }

        /** Before anybody hears of the result: who asks again then finds neither it nor its slot taken. */
        private void end() {
            Semaphore place = held.getAndSet(null);
            if (place != null) {
                place.release();
                ended.run();
            }
        }

        @Override
        public void made(long bytes) {
            if (abandoned) {
                throw new Abandoned();
            }
            if (bytes > bounds.size().count()) {
                throw new MadeTooMuch();
            }
        }

        void abandon() {
            abandoned = true;
            if (thread == null) {
                return;
            }
            thread.setPriority(Thread.MIN_PRIORITY);
            if (overdue.tryAcquire()) {
                Semaphore before = held.getAndUpdate(place -> place == null ? null : overdue);
                (before == null ? overdue : before).release();
            }
        }
    }

    /** Nobody waits for it any more. */
    private static final class Abandoned extends Work.Stopped {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("abandoned");
        }
    }

    private static final class MadeTooMuch extends Work.Stopped {
        private static final long serialVersionUID = 1L;

        MadeTooMuch() {
            super("too much");
        }
    }
}
