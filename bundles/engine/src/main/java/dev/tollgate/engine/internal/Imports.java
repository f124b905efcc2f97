package dev.tollgate.engine.internal;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.engine.ModuleInfo;
import dev.tollgate.engine.internal.memory.LinearMemory;
import dev.tollgate.engine.internal.metering.FuelSchedule;
import dev.tollgate.limits.TokenBucket;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the imports of a guest: each host function counts and pays as a call of the invocation that is under way. */
final class Imports {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);

    /** Refusals that a log shows per plugin and minute; a guest can ask in a loop. */
    private static final int SHOWN_REFUSALS = 60;
    private static final int LONGEST_REFUSAL = 500;

    private final Program program;
    private final Compatibility compatibility;
    private final HostFunctions host;
    private final Wasi wasi;
    private final GateGlue gates;
    private final BooleanSupplier refusalShown;

    Imports(Program program, HostFunctions host, Wasi wasi, GateGlue gates, LongSupplier nanoTime) {
        this(program, new Compatibility(program.metered()), host, wasi, gates, new TokenBucket(SHOWN_REFUSALS, SHOWN_REFUSALS, nanoTime)::tryTake);
    }

    private Imports(Program program, Compatibility compatibility, HostFunctions host, Wasi wasi, GateGlue gates,
            BooleanSupplier refusalShown) {
        this.program = program;
        this.compatibility = compatibility;
        this.host = host;
        this.wasi = wasi;
        this.gates = gates;
        this.refusalShown = refusalShown;
    }

    /** The same imports without anything behind them: no gate is provided, and nothing is written to a log. */
    Imports unconnected() {
        return new Imports(program, compatibility, host.silent(), wasi, gates.unconnected(), () -> false);
    }

    ImportValues of(Guest guest) {
        ImportValues.Builder values = ImportValues.builder();
        for (ModuleInfo.Import imported : program.admitted().info().imports()) {
            GateName gate = GateName.parse(imported.module()).orElse(null);
            if (imported.module().equals(HostFunctions.MODULE)) {
                HostFunctions.Function function = HostFunctions.Function.of(imported.name());
                values.addFunction(function(imported, (instance, args) ->
                        answer(guest, "host", imported, () -> host.call(function, guest.call(), arguments(guest, instance, args)))));
            } else if (imported.module().equals(Wasi.MODULE)) {
                WasiFunction function = WasiFunction.of(imported.name());
                values.addFunction(function(imported, (instance, args) -> {
                    pay(guest.call(), "host");
                    return wasi.call(function, guest.call(), (LinearMemory) instance.memory(), args);
                }));
            } else if (gate != null) {
                values.addFunction(function(imported, (instance, args) -> answer(guest, gate.capability(), imported,
                        () -> gates.call(gate, imported.name(), imported.type(), guest.call(), arguments(guest, instance, args)))));
            }
        }
        compatibility.addTo(values);
        return values.build();
    }

    private static HostFunction function(ModuleInfo.Import imported, WasmFunctionHandle handle) {
        return new HostFunction(imported.module(), imported.name(), Types.metered(Types.parse(imported.type())), (instance, args) -> {
            try {
                return handle.apply(instance, args);
            } catch (IndexOutOfBoundsException failure) {
                // Thrown by a guest's code it is a trap; thrown here it is a failure of the host's.
                throw new IllegalStateException(imported + " failed", failure);
            }
        });
    }

    private static Arguments arguments(Guest guest, Instance instance, long[] args) {
        return new Arguments(instance, args, guest.call());
    }

    /** What a host function does; its answer is what the guest gets. */
    private interface Body {
        long run() throws GateException;
    }

    private long[] answer(Guest guest, String gate, ModuleInfo.Import imported, Body body) {
        GuestCall call = guest.call();
        pay(call, gate);
        try {
            return new long[] {body.run()};
        } catch (GateException refused) {
            if (refused.errno() != Errno.ENOENT && refusalShown.getAsBoolean()) {
                LOG.info("{} [{} {}] answered {}: {}", imported, call.handler, call.requestId(), refused.errno(),
                        PlainText.of(refused.getMessage(), LONGEST_REFUSAL));
            }
            return new long[] {refused.errno().number()};
        }
    }

    private static void pay(GuestCall call, String gate) {
        call.meter.charge(FuelSchedule.HOST_CALL);
        call.meter.hostCall(gate);
    }
}
