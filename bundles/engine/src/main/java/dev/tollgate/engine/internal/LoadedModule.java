package dev.tollgate.engine.internal;

import com.dylibso.chicory.wasm.types.OpCode;
import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.CodeInfo;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.ModuleInfo;
import dev.tollgate.limits.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A module with its pool of instances. An instance is lent to one invocation at a time; it comes back as new or not at
 * all, so that nothing of one invocation is seen by the next. Made as new is only what can be: linear memories,
 * globals and tables are given the state of the {@link Snapshot}, while an instance with collected objects, dropped segments
 * or exceptions is let go. Where the plugin asks for {@link Instances#REUSE}, an instance comes back as it is.
 *
 * <p>Of {@link Instances#RESIDENT} there is one instance, which comes back as it is whatever its handler answered; the pools of the host do
 * not know of it, so that neither the sweep nor the need of others takes it.
 *
 * <p>What nobody used for a while is dropped, the snapshot last: of an idle plugin there is its code, and nothing else.
 */
final class LoadedModule implements GuestModule {
    private static final int MOST_AT_A_TIME = 16;
    private static final String COMMAND = "_start";
    private static final Set<OpCode> NOT_RENEWABLE = Set.of(OpCode.DATA_DROP, OpCode.ELEM_DROP, OpCode.THROW, OpCode.THROW_REF,
            OpCode.TRY_TABLE, OpCode.STRUCT_NEW, OpCode.STRUCT_NEW_DEFAULT, OpCode.ARRAY_NEW, OpCode.ARRAY_NEW_DEFAULT,
            OpCode.ARRAY_NEW_DATA, OpCode.ARRAY_NEW_ELEM, OpCode.ARRAY_NEW_FIXED, OpCode.REF_I31);

    private final PluginId plugin;
    private final Program program;
    private final Imports imports;
    private final Instances instances;
    private final Pools pools;
    private final CodeInfo code;
    private final boolean renewable;
    private final int mostAtATime;
    private final Map<String, Integer> handlers = new HashMap<>();
    private final Semaphore slots;
    private final IdleGuests idle = new IdleGuests();
    /** Guards {@code snapshot}, {@code listed}, {@code renewals} and the step to {@code closed}. */
    private final Object lock = new Object();
    private volatile Snapshot snapshot;
    private volatile boolean listed;
    /** How often it was renewed: an instance that was made before the last time is of no more use. */
    private volatile int renewals;
    private volatile boolean closed;

    LoadedModule(PluginId plugin, Program program, Imports imports, CodeInfo code, Instances instances, Pools pools) {
        this.plugin = plugin;
        this.program = program;
        this.imports = imports;
        this.code = code;
        // A command's _start runs once in the life of an instance.
        this.instances = program.admitted().functions().containsKey(COMMAND) ? Instances.CLEAN : instances;
        this.pools = pools;
        this.mostAtATime = instances == Instances.RESIDENT ? 1 : MOST_AT_A_TIME;
        this.slots = new Semaphore(mostAtATime, true);
        this.renewable = this.instances == Instances.CLEAN && NOT_RENEWABLE.stream().noneMatch(program.admitted()::uses);
        program.admitted().info().exports().stream().filter(ModuleInfo.Export::handler)
                .forEach(export -> handlers.put(export.name(), program.admitted().functions().get(export.name())));
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
        return new LoadedModule(plugin, program, imports.unconnected(), code, Instances.CLEAN, pools);
    }

    @Override
    public LoadedModule afresh() {
        return new LoadedModule(plugin, program, imports, code, instances, pools);
    }

    @Override
    public int idle() {
        return idle.size();
    }

    @Override
    public boolean intact() {
        return !resident() || idle.size() > 0;
    }

    @Override
    public void renew() {
        synchronized (lock) {
            renewals++;
            dropAll();
        }
    }

    /** The handlers that were warmed up. */
    Set<String> warm() {
        return program.warm();
    }

    /** The index of a handler's function; null where there is no handler of that name. */
    Integer handler(String name) {
        return handlers.get(name);
    }

    /** Waits for one of the invocations that may be under way at a time; false when none ended in time. */
    boolean enter(long nanos) throws InterruptedException {
        return slots.tryAcquire(nanos, TimeUnit.NANOSECONDS);
    }

    void leave() {
        slots.release();
    }

    /** How many invocations may be under way at a time. */
    int mostAtATime() {
        return mostAtATime;
    }

    /** An idle instance, or null; one that holds more than {@code memory} only where it is not to be lost. */
    Guest lease(Bytes memory) {
        Guest guest = idle.take();
        if (guest != null && (stale(guest) || !resident() && guest.budget().held().compareTo(memory) > 0)) {
            guest.discard();
            return null;
        }
        return guest;
    }

    /** A new instance, made under {@code start} and still to be started. */
    Guest create(GuestCall start) {
        return new Guest(program, imports::of, pools.memory(), start, renewals);
    }

    private boolean stale(Guest guest) {
        return guest.generation() != renewals;
    }

    private boolean resident() {
        return instances == Instances.RESIDENT;
    }

    /** Brings a new instance to where it takes its first invocation. */
    void start(Guest guest) {
        Snapshot known = snapshot;
        if (known != null && guest.become(known)) {
            return;
        }
        guest.start();
        if (renewable) {
            remember(guest, guest.snapshot());
        }
    }

    /** The first snapshot is everybody's, where the host has room for it. */
    private void remember(Guest guest, Snapshot next) {
        synchronized (lock) {
            if (next != null && snapshot == null && !closed && !stale(guest) && pools.memory().tryTake(next.bytes())) {
                snapshot = next;
                list();
            }
        }
    }

    /** Whether an instance comes back after its handler came to an end with this answer. */
    boolean keptAfter(int answer) {
        return answer == 0 || resident();
    }

    /** Takes back an instance; false where it is of no more use. */
    boolean giveBack(Guest guest, long now) {
        if (closed || stale(guest) || !guest.reusable() || instances == Instances.CLEAN && !renewed(guest)) {
            return false;
        }
        guest.forgetCall();
        idle.put(guest, now);
        if (!listed || closed || stale(guest)) {
            synchronized (lock) {
                if (closed || stale(guest)) {
                    dropAll();
                } else {
                    list();
                }
            }
        }
        return true;
    }

    private boolean renewed(Guest guest) {
        Snapshot known = snapshot;
        try {
            return known != null && guest.become(known);
        } catch (OutOfMemoryError full) {
            // A memory that had grown is made small again as a new array. The invocation has ended well all the same.
            return false;
        }
    }

    /** Since when its oldest instance is idle; {@code none} where none is. */
    long oldest(long none) {
        return idle.oldest(none);
    }

    /** Drops what was not used since then. */
    void drop(long since) {
        for (Guest guest = idle.takeOldest(since); guest != null; guest = idle.takeOldest(since)) {
            guest.discard();
        }
        if (idle.size() == 0 && slots.availablePermits() == mostAtATime) {
            dropSnapshot();
        }
    }

    /** Drops its oldest idle instance, or where there is none its snapshot; false where it has nothing left to drop. */
    boolean dropOldest() {
        Guest guest = idle.takeOldest();
        if (guest != null) {
            guest.discard();
            return true;
        }
        dropSnapshot();
        return false;
    }

    private void dropSnapshot() {
        synchronized (lock) {
            if (snapshot != null) {
                pools.memory().giveBack(snapshot.bytes());
                snapshot = null;
            }
            if (idle.size() == 0) {
                listed = false;
                pools.holdsNothing(this);
                if (idle.size() > 0) {
                    // It came back in between, and may have seen the module still listed.
                    list();
                }
            }
        }
    }

    private void list() {
        if (!listed && !resident()) {
            listed = true;
            pools.holds(this);
        }
    }

    private void dropAll() {
        while (dropOldest()) {
            // One after the other.
        }
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            dropAll();
        }
    }
}
