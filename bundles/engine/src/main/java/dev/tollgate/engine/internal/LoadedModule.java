package dev.tollgate.engine.internal;

import com.dylibso.chicory.wasm.types.OpCode;
import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.CodeInfo;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.ModuleInfo;
import dev.tollgate.limits.Bytes;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A module with its pool of instances. An instance is lent to one invocation at a time; it comes back as new or not at
 * all, so that nothing of one invocation is seen by the next. Made as new is only what can be: a small linear memory,
 * globals and tables are copied back, while an instance with collected objects, dropped segments or exceptions is let go.
 */
final class LoadedModule implements GuestModule {
    /** Beyond this a fresh instance is cheaper than a copy, and idle memory is worth more than either. */
    private static final Bytes MOST_REMEMBERED = Bytes.ofMiB(1);
    private static final int MOST_AT_A_TIME = 16;
    private static final Set<OpCode> NOT_RENEWABLE = Set.of(OpCode.DATA_DROP, OpCode.ELEM_DROP, OpCode.THROW, OpCode.THROW_REF,
            OpCode.TRY_TABLE, OpCode.STRUCT_NEW, OpCode.STRUCT_NEW_DEFAULT, OpCode.ARRAY_NEW, OpCode.ARRAY_NEW_DEFAULT,
            OpCode.ARRAY_NEW_DATA, OpCode.ARRAY_NEW_ELEM, OpCode.ARRAY_NEW_FIXED, OpCode.REF_I31);

    private final PluginId plugin;
    private final Program program;
    private final Imports imports;
    private final CodeInfo code;
    private final boolean renewable;
    private final Semaphore slots = new Semaphore(MOST_AT_A_TIME, true);
    private final Deque<Guest> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    LoadedModule(PluginId plugin, Program program, Imports imports, CodeInfo code) {
        this.plugin = plugin;
        this.program = program;
        this.imports = imports;
        this.code = code;
        this.renewable = NOT_RENEWABLE.stream().noneMatch(program.admitted()::uses);
    }

    @Override
    public PluginId plugin() {
        return plugin;
    }

    @Override
    public ModuleInfo info() {
        return program.admitted().info();
    }

    @Override
    public CodeInfo code() {
        return code;
    }

    /** The same code with instances of its own, connected to nothing. */
    LoadedModule unconnected() {
        return new LoadedModule(plugin, program, imports.unconnected(), code);
    }

    @Override
    public int idle() {
        return idle.size();
    }

    /** Waits for one of the invocations that may be under way at a time; false when none ended in time. */
    boolean enter(long nanos) throws InterruptedException {
        return slots.tryAcquire(nanos, TimeUnit.NANOSECONDS);
    }

    void leave() {
        slots.release();
    }

    /** An idle instance, or null. */
    Guest lease() {
        return idle.pollFirst();
    }

    /** A new instance, made under {@code start} and still to be started. */
    Guest create(GuestCall start) {
        return new Guest(program, imports::of, start);
    }

    /** Runs what comes before the first handler. */
    void start(Guest guest) {
        guest.start();
        if (renewable) {
            guest.remember(MOST_REMEMBERED);
        }
    }

    /** Takes back an instance after an invocation that ended well. */
    void giveBack(Guest guest) {
        if (!closed && guest.renew()) {
            idle.addFirst(guest);
            if (closed) {
                idle.clear();
            }
        }
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        idle.clear();
    }
}
