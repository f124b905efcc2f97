package dev.tollgate.engine.internal;

import dev.tollgate.abi.capability.GateException;
import dev.tollgate.engine.GuestConfig;
import dev.tollgate.engine.internal.memory.LinearMemory;
import dev.tollgate.engine.internal.metering.FuelSchedule;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * WASI preview 1 for a guest that has neither files nor sockets: its input is standard input, its output standard output,
 * and what it writes to standard error says why it failed. A library's implementation was not taken because it allocates
 * what a guest says before it looks whether the guest has it.
 *
 * <p>Numbers and layouts are those of the specification's {@code witx} files, snapshot preview 1.
 */
final class Wasi {
    static final String MODULE = "wasi_snapshot_preview1";
    static final int ENOSYS = 52;

    private static final int SUCCESS = 0;
    private static final int EBADF = 8;
    private static final int EFAULT = 21;
    private static final int EFBIG = 22;
    private static final int EINVAL = 28;
    private static final int EIO = 29;
    private static final int ESPIPE = 70;
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final byte CHARACTER_DEVICE = 2;
    private static final int REALTIME = 0;
    private static final int MONOTONIC = 1;
    private static final int MOST_VECTORS = 1_024;
    /** Made at a time; in between the deadline is looked at. */
    private static final int MOST_RANDOM_BYTES = 1 << 14;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long CLOCK_RESOLUTION_NANOS = 1_000_000;

    private final List<byte[]> arguments;
    private final GuestConfig config;
    private final Clock clock;
    private final RandomGenerator random;

    /** @param config its texts and numbers are the environment */
    Wasi(String program, GuestConfig config, Clock clock, RandomGenerator random) {
        this.arguments = List.of(terminated(program));
        this.config = config;
        this.clock = clock;
        this.random = random;
    }

    long[] call(WasiFunction function, GuestCall call, LinearMemory memory, long[] args) {
        if (function == WasiFunction.PROC_EXIT) {
            throw new GuestExit((int) args[0]);
        }
        try {
            return new long[] {answer(function, call, new Window(memory, call), args)};
        } catch (Fault outside) {
            return new long[] {EFAULT};
        } catch (GateException unreadable) {
            return new long[] {EIO};
        }
    }

    private List<byte[]> environment() throws GateException {
        List<byte[]> environment = new ArrayList<>();
        config.all().forEach((key, value) -> {
            if (value.isValueNode()) {
                environment.add(terminated(key + "=" + value.asText()));
            }
        });
        return environment;
    }

    private int answer(WasiFunction function, GuestCall call, Window memory, long[] args) throws Fault, GateException {
        return switch (function) {
            case ARGS_SIZES_GET -> sizes(arguments, memory, args);
            case ARGS_GET -> texts(arguments, memory, args);
            case ENVIRON_SIZES_GET -> sizes(call.environment(this::environment), memory, args);
            case ENVIRON_GET -> texts(call.environment(this::environment), memory, args);
            case CLOCK_RES_GET -> clock((int) args[0], CLOCK_RESOLUTION_NANOS, memory, (int) args[1]);
            case CLOCK_TIME_GET -> clock((int) args[0], now(), memory, (int) args[2]);
            case RANDOM_GET -> random(memory, (int) args[0], (int) args[1]);
            case FD_READ -> args[0] == STDIN ? read(call, memory, args) : EBADF;
            case FD_WRITE -> args[0] == STDOUT || args[0] == STDERR ? write(call, memory, args) : EBADF;
            case FD_CLOSE -> standard(args[0]) ? SUCCESS : EBADF;
            case FD_FDSTAT_GET -> standard(args[0]) ? memory.put((int) args[1], status(24, 0)) : EBADF;
            case FD_FILESTAT_GET -> standard(args[0]) ? memory.put((int) args[1], status(64, 16)) : EBADF;
            case FD_SEEK -> standard(args[0]) ? ESPIPE : EBADF;
            case FD_PRESTAT_GET, FD_PRESTAT_DIR_NAME -> EBADF;
            case SCHED_YIELD -> SUCCESS;
            default -> ENOSYS;
        };
    }

    private static int sizes(List<byte[]> texts, Window memory, long[] args) throws Fault {
        memory.putInt((int) args[0], texts.size());
        return memory.putInt((int) args[1], texts.stream().mapToInt(text -> text.length).sum());
    }

    private static int texts(List<byte[]> texts, Window memory, long[] args) throws Fault {
        int pointer = (int) args[0];
        int at = (int) args[1];
        for (byte[] text : texts) {
            memory.putInt(pointer, at);
            memory.put(at, text);
            pointer += Integer.BYTES;
            at += text.length;
        }
        return SUCCESS;
    }

    /** No finer than it says it is: what a guest can time it can learn from, the host's work for others among it. */
    private long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano() / CLOCK_RESOLUTION_NANOS * CLOCK_RESOLUTION_NANOS;
    }

    private static int clock(int id, long value, Window memory, int address) throws Fault {
        return id == REALTIME || id == MONOTONIC ? memory.putLong(address, value) : EINVAL;
    }

    private int random(Window memory, int address, int length) throws Fault {
        memory.check(address, length);
        for (int done = 0; done < length; done += MOST_RANDOM_BYTES) {
            byte[] bytes = new byte[Math.min(MOST_RANDOM_BYTES, length - done)];
            memory.call.meter.charge(FuelSchedule.randomBytes(bytes.length));
            memory.call.meter.checkDeadline();
            random.nextBytes(bytes);
            memory.put(address + done, bytes);
        }
        return SUCCESS;
    }

    private static int read(GuestCall call, Window memory, long[] args) throws Fault {
        int total = 0;
        call.meter.charge((long) FuelSchedule.VECTOR * vectors(args));
        for (int i = 0; i < vectors(args); i++) {
            int vector = (int) args[1] + i * 2 * Integer.BYTES;
            int address = memory.getInt(vector);
            int length = memory.getInt(vector + Integer.BYTES);
            memory.check(address, length);
            byte[] next = call.take(length);
            memory.put(address, next);
            total += next.length;
        }
        return memory.putInt((int) args[3], total);
    }

    private static int write(GuestCall call, Window memory, long[] args) throws Fault {
        long total = 0;
        call.meter.charge((long) FuelSchedule.VECTOR * vectors(args));
        for (int i = 0; i < vectors(args); i++) {
            int vector = (int) args[1] + i * 2 * Integer.BYTES;
            int length = memory.getInt(vector + Integer.BYTES);
            memory.check(memory.getInt(vector), length);
            total += length;
        }
        if (total > call.meter.limits().output().count() - call.written().count()) {
            return EFBIG;
        }
        for (int i = 0; i < vectors(args); i++) {
            int vector = (int) args[1] + i * 2 * Integer.BYTES;
            byte[] bytes = memory.get(memory.getInt(vector), memory.getInt(vector + Integer.BYTES));
            if (args[0] == STDERR) {
                call.fail(bytes);
            } else {
                call.write(bytes);
            }
        }
        return memory.putInt((int) args[3], (int) total);
    }

    /** More than this at once is no error by the specification: less is written than was asked for. */
    private static int vectors(long[] args) {
        return (int) Math.min(Integer.toUnsignedLong((int) args[2]), MOST_VECTORS);
    }

    private static boolean standard(long descriptor) {
        return descriptor == STDIN || descriptor == STDOUT || descriptor == STDERR;
    }

    /** A descriptor's or a file's status, of which only the type is not zero. */
    private static byte[] status(int size, int typeAt) {
        byte[] status = new byte[size];
        status[typeAt] = CHARACTER_DEVICE;
        return status;
    }

    private static byte[] terminated(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** A pointer outside the guest's memory. */
    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        Fault() {
            super(null, null, false, false);
        }
    }

    /** The guest's memory, each access checked and what is moved paid for. */
    private record Window(LinearMemory memory, GuestCall call) {
        void check(int address, int length) throws Fault {
            if (memory == null || length < 0 || !memory.holds(address, length)) {
                throw new Fault();
            }
        }

        int put(int address, byte[] bytes) throws Fault {
            check(address, bytes.length);
            call.meter.charge(FuelSchedule.bytes(bytes.length));
            memory.write(address, bytes, 0, bytes.length);
            return SUCCESS;
        }

        int putInt(int address, int value) throws Fault {
            check(address, Integer.BYTES);
            memory.writeI32(address, value);
            return SUCCESS;
        }

        int putLong(int address, long value) throws Fault {
            check(address, Long.BYTES);
            memory.writeLong(address, value);
            return SUCCESS;
        }

        int getInt(int address) throws Fault {
            check(address, Integer.BYTES);
            return memory.readInt(address);
        }

        byte[] get(int address, int length) throws Fault {
            check(address, length);
            call.meter.charge(FuelSchedule.bytes(length));
            return memory.readBytes(address, length);
        }
    }
}
