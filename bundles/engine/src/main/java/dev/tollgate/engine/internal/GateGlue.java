package dev.tollgate.engine.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.engine.internal.metering.FuelSchedule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a guest's call to the provider of a gate: asks the gatekeeper, decodes the arguments as the gate's contract
 * says, and encodes the answer. The provider is looked up anew at each call, so it can be revoked or replaced in between.
 */
final class GateGlue {
    private static final Logger LOG = LoggerFactory.getLogger(GateGlue.class);
    private static final byte[] NOTHING = new byte[0];

    private final PluginId plugin;
    private final Gatekeeper gatekeeper;
    private final ObjectMapper json;
    private final Deadlines deadlines;

    GateGlue(PluginId plugin, Gatekeeper gatekeeper, ObjectMapper json, Deadlines deadlines) {
        this.deadlines = deadlines;
        this.plugin = plugin;
        this.gatekeeper = gatekeeper;
        this.json = json;
    }

    /** The same with every gate shut, as if no bundle provided any. */
    GateGlue unconnected() {
        return new GateGlue(plugin, gate -> {
            throw new GateException(Errno.EUNAVAILABLE, gate + " is not connected");
        }, json, deadlines);
    }

    long call(GateName gate, String function, String importedType, GuestCall call, Arguments arguments) throws GateException {
        Gatekeeper.Passage passage = gatekeeper.pass(gate);
        GateContract.Function target = GateContract.of(passage.provider()).function(function)
                .filter(offered -> offered.type().equals(importedType))
                .orElseThrow(() -> new GateException(Errno.EUNAVAILABLE, gate + "." + function + " " + importedType
                        + " is not offered by the present provider"));
        Object[] values = new Object[target.parameters().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (target.parameters().get(i)) {
                case TEXT -> arguments.nextText();
                case BYTES -> arguments.nextBytes();
                case INT -> arguments.nextInt();
                case LONG -> arguments.nextLong();
            };
        }
        Object answer = watched(target, passage.provider(), new Call(plugin, call, passage.scope()), values);
        byte[] result = encode(answer);
        call.meter.charge(FuelSchedule.bytes(result.length));
        return call.leave(result);
    }

    /** Whatever a provider does, and however it ends, it is under the invocation's deadline. */
    private Object watched(GateContract.Function target, Capability provider, Call call, Object[] values) throws GateException {
        GateWatch watch = call.guest.watch(deadlines);
        watch.enter();
        GateException refused = null;
        Object answer = null;
        try {
            call.guest.meter.checkDeadline();
            answer = invoke(target, provider, call, values);
        } catch (GateException expected) {
            refused = expected;
        } finally {
            watch.leave();
        }
        call.guest.meter.checkDeadline();
        if (refused != null) {
            throw refused;
        }
        return answer;
    }

    private Object invoke(GateContract.Function target, Capability provider, GateCall call, Object[] values)
            throws GateException {
        try {
            return (Object) target.handle().invokeExact(provider, call, values);
        } catch (GateException | Error expected) {
            throw expected;
        } catch (InterruptedException stopped) {
            // By the deadline, which is looked at next, or from outside, and then whoever called the plugin is to know.
            Thread.currentThread().interrupt();
            throw new GateException(Errno.EINTERNAL, "the gate was interrupted");
        } catch (Throwable failure) {
            LOG.error("gate {} failed for {} in {} {}", target.name(), plugin, call.handler(), call.requestId(), failure);
            throw new GateException(Errno.EINTERNAL, "the gate failed");
        }
    }

    private byte[] encode(Object answer) throws GateException {
        if (answer == null) {
            return NOTHING;
        }
        if (answer instanceof byte[] bytes) {
            return bytes;
        }
        if (answer instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return json.writeValueAsBytes(answer);
        } catch (JsonProcessingException unwritable) {
            LOG.error("a gate answered with an object that is no JSON: {}", answer.getClass().getName(), unwritable);
            throw new GateException(Errno.EINTERNAL, "the gate's answer is no JSON");
        }
    }

    private record Call(PluginId plugin, GuestCall guest, JsonNode scope) implements GateCall {
        @Override
        public String handler() {
            return guest.handler;
        }

        @Override
        public String requestId() {
            return guest.requestId();
        }

        @Override
        public Duration remaining() {
            return guest.meter.remaining();
        }
    }
}
