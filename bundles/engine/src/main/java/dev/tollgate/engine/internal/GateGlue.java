package dev.tollgate.engine.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PlainFailure;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.engine.Observation;
import dev.tollgate.engine.internal.metering.FuelSchedule;
import dev.tollgate.limits.Meter;
import dev.tollgate.limits.TokenBucket;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a guest's call to the provider of a gate: asks the gatekeeper, decodes the arguments as the gate's contract
 * says, and encodes the answer. The provider is looked up anew at each call, so it can be revoked or replaced in between; only an
 * invocation of which a provider keeps something stays with that one.
 */
final class GateGlue {
    /** The most bytes of an answer. */
    static final int MOST_RESULT_BYTES = 16 << 20;

    /** Failures of gates that a log shows per plugin and minute; a guest can cause them in a loop. */
    private static final int SHOWN_FAILURES = 10;

    private static final Logger LOG = LoggerFactory.getLogger(GateGlue.class);

    private final PluginId plugin;
    private final Gatekeeper gatekeeper;
    private final Deadlines deadlines;
    private final TokenBucket failures = new TokenBucket(SHOWN_FAILURES, SHOWN_FAILURES, System::nanoTime);

    GateGlue(PluginId plugin, Gatekeeper gatekeeper, Deadlines deadlines) {
        this.plugin = plugin;
        this.gatekeeper = gatekeeper;
        this.deadlines = deadlines;
    }

    /** The same with every gate shut, as if no bundle provided any. */
    GateGlue unconnected() {
        return new GateGlue(plugin, (gate, patience) -> {
            throw new GateException(Errno.EUNAVAILABLE, gate + " is not connected");
        }, deadlines);
    }

    long call(GateName gate, String function, String importedType, GuestCall call, Arguments arguments) throws GateException {
        return call.observation == Observation.NONE ? admitted(gate, function, importedType, call, arguments)
                : observed(gate, function, importedType, call, arguments);
    }

    private long observed(GateName gate, String function, String importedType, GuestCall call, Arguments arguments) throws GateException {
        Observation.HostCall hostCall = call.observation.gate(gate, function);
        Optional<Errno> error = Optional.of(Errno.ETIMEOUT);
        try {
            long answer = admitted(gate, function, importedType, call, arguments);
            error = Optional.empty();
            return answer;
        } catch (GateException refused) {
            error = Optional.of(refused.errno());
            throw refused;
        } finally {
            hostCall.ended(error);
        }
    }

    private long admitted(GateName gate, String function, String importedType, GuestCall call, Arguments arguments) throws GateException {
        GateStay stay = call.stay(gate);
        Gatekeeper.Passage passage = stay != null ? stay.passage()
                // What is left for what the guest does afterwards is as much as it waits at most.
                : gatekeeper.pass(gate, () -> call.meter.remaining().dividedBy(2));
        call.providerNanos = 0;
        // What is thrown beside refusals is a limit's trip.
        Errno error = Errno.ETIMEOUT;
        try {
            byte[] result = pass(passage, gate, function, importedType, call, arguments);
            error = null;
            return call.leave(result);
        } catch (GateException refused) {
            error = refused.errno();
            throw refused;
        } finally {
            passage.ended(error, call.providerNanos);
            if (stay == null && call.stay(gate) == null) {
                passage.leave();
            }
        }
    }

    private byte[] pass(Gatekeeper.Passage passage, GateName gate, String function, String importedType, GuestCall call,
            Arguments arguments) throws GateException {
        GateContract contract = GateContract.of(passage.provider());
        GateContract.Function target = contract.function(function).filter(offered -> offered.type().equals(importedType))
                .orElseThrow(() -> new GateException(Errno.EUNAVAILABLE, gate + "." + function + " " + importedType
                        + " is not offered by the present provider"));
        Object[] values = arguments.of(contract, target);
        if (passage.abandoned()) {
            throw gone(gate);
        }
        passage.admit();
        Object answer = watched(target, passage, new PresentCall(plugin, gate, call, passage), values);
        byte[] result = encode(contract, answer);
        if (result.length > MOST_RESULT_BYTES) {
            throw new GateException(Errno.ETOOBIG, "an answer of " + result.length + " bytes; a guest is given at most " + MOST_RESULT_BYTES);
        }
        call.meter.charge(FuelSchedule.bytes(result.length));
        return result;
    }

    /** Whatever a provider does, and however it ends, it is under the invocation's deadline. */
    private Object watched(GateContract.Function target, Gatekeeper.Passage passage, PresentCall call, Object[] values)
            throws GateException {
        Meter meter = call.guest().meter;
        GateWatch watch = call.guest().watch(deadlines);
        watch.enter(passage);
        long begun = meter.now();
        long ended;
        GateException refused = null;
        Object answer = null;
        try {
            meter.checkDeadline(begun);
            answer = invoke(target, passage.provider(), call, values);
        } catch (GateException expected) {
            refused = expected;
        } finally {
            watch.leave();
            ended = meter.now();
            call.guest().providerNanos = ended - begun;
        }
        meter.checkDeadline(ended);
        if (refused != null) {
            throw passage.abandoned() ? gone(call.gate()) : refused;
        }
        return answer;
    }

    private Object invoke(GateContract.Function target, Capability provider, GateCall call, Object[] values)
            throws GateException {
        try {
            return (Object) target.handle().invokeExact(provider, call, values);
        } catch (GateException | VirtualMachineError expected) {
            throw expected;
        } catch (InterruptedException stopped) {
            // By the deadline, which is looked at next, or from outside, and then whoever called the plugin is to know.
            Thread.currentThread().interrupt();
            throw new GateException(Errno.EINTERNAL, "the gate was interrupted");
        } catch (Throwable failure) {
            if (failures.tryTake()) {
                LOG.error("gate {} failed for {} in {} {}", target.name(), plugin, call.handler(), call.requestId(), PlainFailure.of(failure));
            }
            throw new GateException(Errno.EINTERNAL, "the gate failed");
        }
    }

    private byte[] encode(GateContract contract, Object answer) throws GateException {
        try {
            return contract.write(answer);
        } catch (IllegalArgumentException unwritable) {
            if (failures.tryTake()) {
                LOG.error("{} answered with an object that is no JSON", contract.name(), PlainFailure.of(unwritable));
            }
            throw new GateException(Errno.EINTERNAL, "the gate's answer is no JSON");
        }
    }

    private static GateException gone(GateName gate) {
        return new GateException(Errno.EUNAVAILABLE, "the provider of " + gate + " went away during the invocation");
    }
}
