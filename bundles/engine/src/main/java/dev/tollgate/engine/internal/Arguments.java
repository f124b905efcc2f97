package dev.tollgate.engine.internal;

import com.dylibso.chicory.runtime.Instance;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.engine.internal.memory.LinearMemory;
import dev.tollgate.engine.internal.metering.FuelSchedule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes what a guest points to out of its memory, and puts results in. A pointer and its length are checked once, with
 * overflow, against the memory as it is now; then the bytes are copied once, and only the copy is used.
 */
final class Arguments {
    private final Instance instance;
    private final long[] values;
    private final GuestCall call;
    private int next;

    Arguments(Instance instance, long[] values, GuestCall call) {
        this.instance = instance;
        this.values = values;
        this.call = call;
    }

    int nextInt() {
        return (int) values[next++];
    }

    long nextLong() {
        return values[next++];
    }

    /** All that a gate's function is called with. */
    Object[] of(GateContract contract, GateContract.Function function) throws GateException {
        List<GateContract.Parameter> parameters = function.parameters();
        Object[] all = new Object[parameters.size()];
        for (int i = 0; i < all.length; i++) {
            GateContract.Parameter parameter = parameters.get(i);
            all[i] = switch (parameter.kind()) {
                case TEXT -> text(nextBytes(parameter.mostBytes()));
                case BYTES -> nextBytes(parameter.mostBytes());
                case JSON -> json(contract, parameter, nextBytes(parameter.mostBytes()));
                case INT -> nextInt();
                case LONG -> nextLong();
            };
        }
        return all;
    }

    byte[] nextBytes() throws GateException {
        return nextBytes(GateContract.MOST_BYTES);
    }

    private byte[] nextBytes(int most) throws GateException {
        int address = nextInt();
        int length = nextInt();
        LinearMemory memory = memory(address, length);
        if (length > most) {
            throw new GateException(Errno.ETOOBIG, "an argument of " + length + " bytes; at most " + most + " are taken");
        }
        call.meter.charge(FuelSchedule.bytes(length));
        return memory.readBytes(address, length);
    }

    String nextText() throws GateException {
        return text(nextBytes());
    }

    private static String text(byte[] bytes) throws GateException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException malformed) {
            throw new GateException(Errno.EINVAL, "a text argument that is not UTF-8");
        }
    }

    private static Object json(GateContract contract, GateContract.Parameter parameter, byte[] bytes) throws GateException {
        try {
            return contract.read(parameter, bytes);
        } catch (IllegalArgumentException malformed) {
            throw new GateException(Errno.EINVAL, malformed.getMessage());
        }
    }

    /** Copies what fits of {@code source}, from an offset on, to where the guest said: (dst, len, offset); how much. */
    int copyOut(byte[] source) throws GateException {
        int address = nextInt();
        int length = nextInt();
        int offset = nextInt();
        LinearMemory memory = memory(address, length);
        if (Integer.toUnsignedLong(offset) > source.length) {
            throw new GateException(Errno.EINVAL, "an offset past the end");
        }
        int count = Math.min(length, source.length - offset);
        call.meter.charge(FuelSchedule.bytes(count));
        memory.write(address, source, offset, count);
        return count;
    }

    private LinearMemory memory(int address, int length) throws GateException {
        if (instance.memory() instanceof LinearMemory memory && length >= 0 && memory.holds(address, length)) {
            return memory;
        }
        throw new GateException(Errno.EINVAL, "a pointer and length outside the guest's memory");
    }
}
