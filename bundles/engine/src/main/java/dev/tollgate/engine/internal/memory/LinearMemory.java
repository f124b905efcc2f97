package dev.tollgate.engine.internal.memory;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.PassiveDataSegment;
import dev.tollgate.engine.internal.metering.FuelCode;
import dev.tollgate.engine.internal.metering.FuelSchedule;
import dev.tollgate.limits.FuelGauge;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.MemoryBudget;
import dev.tollgate.limits.Meter;
import dev.tollgate.limits.Tripped;
import java.util.Arrays;

/**
 * A memory whose pages count against the instance's memory and are paid for with fuel when it grows.
 *
 * <p>The first memory of an instance also answers what the metered module says in {@link FuelCode}: the fuel in hand is a
 * field beside the bytes. Compiled code comes here by its own {@code Intrinsics}, the interpreter by the atomic accesses.
 */
public final class LinearMemory extends ByteMemory implements FuelGauge {
    private static final int RUNS_PER_CHECK = 256;

    /** Fuel that may be owed before anybody looks: functions that have called and are at their end pay without looking. */
    private static final int MOST_OWED = 10_000;

    private int fuel;
    private int interpretedRuns;

    private final MemoryLimits limits;
    private final int mostPages;
    private final MemoryBudget budget;
    private Meter meter;
    private DataSegment[] segments = new DataSegment[0];

    /** @throws dev.tollgate.limits.Tripped before anything is allocated, when there is no room */
    public LinearMemory(MemoryLimits limits, MemoryBudget budget, Meter meter) {
        this.limits = limits;
        this.mostPages = Math.min(limits.maximumPages(), RUNTIME_MAX_PAGES);
        this.budget = budget;
        this.meter = meter;
        if (limits.initialPages() > RUNTIME_MAX_PAGES) {
            throw new Tripped(Limit.MEMORY, (long) RUNTIME_MAX_PAGES * PAGE_SIZE, (long) limits.initialPages() * PAGE_SIZE);
        }
        budget.take((long) limits.initialPages() * PAGE_SIZE);
        this.bytes = new byte[limits.initialPages() * PAGE_SIZE];
    }

    /** Begins to count another invocation. */
    public void charge(Meter next) {
        meter = next;
    }

    @Override
    public int left() {
        return fuel;
    }

    @Override
    public void left(int units) {
        fuel = units;
    }

    /** A run is paid for that calls nothing: fuel is looked at later, unless much is owed already. */
    public void pay(int units) {
        fuel -= units;
        ask();
    }

    /** The fuel in hand; more, where much was owed. */
    public int ask() {
        if (fuel < -MOST_OWED) {
            fuel = meter.refill(fuel);
        }
        return fuel;
    }

    /** A run is paid for that calls functions, or is a loop's first. */
    public void payForCalls(int callsLeft, int units) {
        fuelForCalls(callsLeft, fuel - units);
    }

    /** A function is about to be called with so much fuel in hand. */
    public void fuelForCalls(int callsLeft, int left) {
        fuel = (left | callsLeft - FuelCode.CALL) < 0 ? checked(callsLeft, left) : left;
    }

    private int checked(int callsLeft, int left) {
        fuel = left;
        if (callsLeft < FuelCode.CALL) {
            throw meter.tooDeep();
        }
        return left < 0 ? meter.refill(left) : left;
    }

    /** A loop goes on whose fuel ran out: what it has now. */
    public int again(int left) {
        fuel = meter.refill(left);
        return fuel;
    }

    /** An instruction's size is paid for, which is an unsigned number. */
    public int pay(FuelCode.Size size, int count) {
        long units = Integer.toUnsignedLong(count);
        switch (size) {
            case BYTES -> meter.charge(FuelSchedule.bytes(units));
            case ELEMENTS -> meter.charge(FuelSchedule.elements(units));
            case ARRAY -> {
                meter.charge(FuelSchedule.elements(units));
                budget.take(CollectedObjects.bytes(units));
            }
            case OBJECT -> budget.take(CollectedObjects.bytes(units));
        }
        if (size != FuelCode.Size.OBJECT) {
            // The time that it takes is seen at the next one, not only when a slice of fuel has run out.
            meter.checkDeadline();
        }
        return count;
    }

    /** A table of so many entries grows. */
    void payForTable(int entries) {
        meter.charge(FuelSchedule.grownTable(entries));
    }

    @Override
    public int atomicAddInt(int unused, int units) {
        lookAtTheTime();
        pay(units);
        return 0;
    }

    @Override
    public int atomicXchgInt(int callsLeft, int units) {
        lookAtTheTime();
        payForCalls(callsLeft, units);
        return 0;
    }

    @Override
    public int atomicXorInt(int callsLeft, int left) {
        lookAtTheTime();
        fuelForCalls(callsLeft, left);
        return 0;
    }

    @Override
    public int atomicOrInt(int unused, int left) {
        lookAtTheTime();
        return again(left);
    }

    /** A slice of fuel takes interpreted code hundreds of milliseconds while the JVM is cold. */
    private void lookAtTheTime() {
        if (++interpretedRuns % RUNS_PER_CHECK == 0) {
            meter.checkDeadline();
        }
    }

    @Override
    public int atomicReadInt(int unused) {
        return ask();
    }

    @Override
    public void atomicWriteInt(int unused, int left) {
        fuel = left;
    }

    @Override
    public int atomicAndInt(int size, int count) {
        return pay(FuelCode.Size.at(size), count);
    }

    public int size() {
        return bytes.length;
    }

    public MemoryImage image() {
        return new MemoryImage(bytes);
    }

    /** Makes the memory as it was when an image was taken, of this instance or of another one of the same module. */
    public void restore(MemoryImage image) {
        if (bytes.length > image.size()) {
            budget.giveBack(bytes.length - image.size());
            bytes = new byte[image.size()];
        } else if (bytes.length < image.size()) {
            budget.take(image.size() - bytes.length);
            bytes = new byte[image.size()];
        }
        image.putInto(bytes);
    }

    @Override
    public int pages() {
        return bytes.length / PAGE_SIZE;
    }

    @Override
    public int grow(int pages) {
        int before = pages();
        if (pages < 0 || pages > mostPages - before) {
            return -1;
        }
        if (pages == 0) {
            return before;
        }
        meter.charge((long) pages * FuelSchedule.PAGE + (long) before * FuelSchedule.PAGE_MOVED);
        meter.checkDeadline();
        budget.take((long) pages * PAGE_SIZE);
        bytes = Arrays.copyOf(bytes, (before + pages) * PAGE_SIZE);
        return before;
    }

    @Override
    public int initialPages() {
        return limits.initialPages();
    }

    @Override
    public int maximumPages() {
        return mostPages;
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    @SuppressWarnings("removal")
    public Object lock(int address) {
        throw unshared();
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int address, int expected, long timeout) {
        throw unshared();
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int address, long expected, long timeout) {
        throw unshared();
    }

    @Override
    @SuppressWarnings("removal")
    public int notify(int address, int maxThreads) {
        throw unshared();
    }

    @Override
    public void initialize(Instance instance, DataSegment[] data) {
        initialize(instance, data, 0);
    }

    @Override
    public void initialize(Instance instance, DataSegment[] data, int memoryIndex) {
        segments = data == null ? new DataSegment[0] : data;
        for (DataSegment segment : segments) {
            if (segment instanceof ActiveDataSegment active && active.index() == memoryIndex) {
                int offset = (int) ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
                if (!holds(offset, active.data().length)) {
                    throw new UninstantiableException("out of bounds memory access: data segment");
                }
                System.arraycopy(active.data(), 0, bytes, offset, active.data().length);
            }
        }
    }

    @Override
    public void initPassiveSegment(int segment, int destination, int offset, int size) {
        byte[] data = segments[segment].data();
        if (Integer.toUnsignedLong(offset) + Integer.toUnsignedLong(size) > data.length) {
            throw outOfBounds(offset);
        }
        write(destination, data, offset, size);
    }

    @Override
    public void drop(int segment) {
        segments[segment] = PassiveDataSegment.EMPTY;
    }

    private static UnsupportedOperationException unshared() {
        return new UnsupportedOperationException("shared memories are refused at load");
    }
}
