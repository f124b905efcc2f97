package dev.tollgate.engine.internal;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.WasmException;
import com.dylibso.chicory.wasm.ChicoryException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.abi.PlainFailure;
import dev.tollgate.abi.PlainText;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Invoker;
import dev.tollgate.engine.Observation;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.engine.Profile;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Cancelled;
import dev.tollgate.limits.Meter;
import dev.tollgate.limits.NoRoomException;
import dev.tollgate.limits.TokenBucket;
import dev.tollgate.limits.Trip;
import dev.tollgate.limits.Tripped;
import dev.tollgate.limits.Usage;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an invocation on an instance of the plugin's pool. An instance comes back to the pool only from an invocation that
 * ended well, and the one of a service from every one whose handler came to its end; after a trip, a trap or a failure of any other kind
 * it is let go, whatever state it is in.
 */
@Component(service = Invoker.class)
public final class PooledInvoker implements Invoker {
    private static final Logger LOG = LoggerFactory.getLogger(PooledInvoker.class);
    private static final byte[] NOTHING = new byte[0];

    /** Failures of the engine that a log shows in a minute; a guest can cause them in a loop. */
    private static final int SHOWN_FAILURES = 10;

    /** A guest chooses the names of its functions, and how long they are. */
    private static final int LONGEST_PLACE = 1_000;

    /** What a handler answers for "rejected". */
    private static final int REJECTED = 2;

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final TokenBucket engineFailures;
    private final ObjectMapper json = JsonMapper.builder().build();

    @Activate
    public PooledInvoker() {
        this(Clock.systemUTC(), System::nanoTime, () -> ThreadLocalRandom.current().nextLong());
    }

    PooledInvoker(Clock clock, LongSupplier nanoTime, RandomGenerator random) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.random = random;
        this.engineFailures = new TokenBucket(SHOWN_FAILURES, SHOWN_FAILURES, nanoTime);
    }

    @Override
    public Outcome invoke(GuestModule plugin, String handler, byte[] input, Profile profile) {
        LoadedModule module = (LoadedModule) plugin;
        Outcome refused = refusal(module, handler, input, profile);
        if (refused != null) {
            return refused;
        }
        long begun = nanoTime.getAsLong();
        try {
            if (!module.enter(profile.limits().deadline().toNanos())) {
                return failed(Failure.BUSY, module.mostAtATime() == 1 ? "another invocation of the service is under way"
                        : "as many invocations as a plugin may have are under way");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return failed(Failure.BUSY, "the host is stopping");
        }
        long request = random.nextLong();
        try (LogContext named = LogContext.of(module.plugin(), GuestCall.requestId(request))) {
            return run(module, handler, input, profile, begun, request);
        } finally {
            module.leave();
        }
    }

    private static Outcome refusal(LoadedModule module, String handler, byte[] input, Profile profile) {
        if (module.closed()) {
            return failed(Failure.CLOSED, "the plugin is no longer loaded");
        }
        if (GateWatch.insideProvider()) {
            return failed(Failure.NESTED, "a gate cannot call a plugin on the thread of the invocation that called the gate: "
                    + "let another thread or a job do it");
        }
        if (module.handler(handler) == null) {
            return failed(Failure.NO_HANDLER, "the module exports no handler " + handler + " of its own");
        }
        if (input.length > profile.limits().input().count()) {
            return failed(Failure.INPUT_TOO_BIG, "an input of " + input.length + " bytes; at most "
                    + profile.limits().input().count() + " are taken");
        }
        return null;
    }

    /** Waiting, start function and handler have one deadline together, from {@code begun} on. */
    private Outcome run(LoadedModule module, String handler, byte[] input, Profile profile, long begun, long request) {
        Guest guest = module.lease(profile.limits().memory());
        GuestCall call = null;
        boolean kept = false;
        try {
            if (guest == null) {
                call = new GuestCall("start", request, new Meter(profile.limits(), nanoTime, begun, profile.wanted()), profile.observation(),
                        NOTHING, () -> NOTHING);
                guest = module.create(call);
                began(profile, request);
                module.start(guest);
                call.end();
            } else {
                began(profile, request);
            }
            call = new GuestCall(handler, request, new Meter(profile.limits(), nanoTime, begun, profile.wanted()), profile.observation(), input,
                    () -> context(module, handler, request, profile));
            int answer = guest.run(module.handler(handler), call);
            Outcome outcome = ended(guest, call, answer);
            kept = module.keptAfter(answer) && module.giveBack(guest, nanoTime.getAsLong());
            return outcome;
        } catch (Tripped trip) {
            return new Outcome.Tripped(new Trip(trip.limit(), trip.allowed(), trip.used(), module.plugin(), call.handler,
                    call.requestId(), where(guest, trip), clock.instant()), usage(guest, call));
        } catch (Cancelled cancelled) {
            return new Outcome.Failed(Failure.CANCELLED, cancelled.getMessage(), usage(guest, call));
        } catch (NoRoomException full) {
            return new Outcome.Failed(Failure.BUSY, full.getMessage() + " (memory.mb in the configuration " + Pools.PID + ")",
                    usage(guest, call));
        } catch (OutOfMemoryError full) {
            // Told to nobody by an error of the JVM's: what the guest held is garbage now.
            return new Outcome.Failed(Failure.BUSY, "the host's JVM has no room for what the guest asked for: give it a larger heap, or "
                    + "lower memory.mb in the configuration " + Pools.PID, usage(guest, call));
        } catch (GuestExit exit) {
            return new Outcome.Failed(Failure.FAILED, "it exited with code " + exit.code() + " while it was initialised",
                    usage(guest, call));
        } catch (ChicoryInterruptedException interrupted) {
            return new Outcome.Failed(Failure.INTERNAL, "the host is stopping", usage(guest, call));
        } catch (WasmException thrown) {
            return new Outcome.Failed(Failure.TRAPPED, "an exception that the guest did not catch" + at(guest, thrown), usage(guest, call));
        } catch (ChicoryException trap) {
            return new Outcome.Failed(Failure.TRAPPED, "trap: " + trap.getMessage() + at(guest, trap), usage(guest, call));
        } catch (IndexOutOfBoundsException outside) {
            return new Outcome.Failed(Failure.TRAPPED, "trap: out of bounds memory access" + at(guest, outside), usage(guest, call));
        } catch (Throwable unexpected) {
            // Whatever it is, it is one guest's: nobody else is to hear of it by an exception, nor a log to fill with it.
            if (engineFailures.tryTake()) {
                LOG.error("{} {} [{}]: the engine failed", module.plugin(), handler, call.requestId(), PlainFailure.of(unexpected));
            }
            return new Outcome.Failed(Failure.INTERNAL, "the engine failed", usage(guest, call));
        } finally {
            if (call != null) {
                call.end();
            }
            if (!kept && guest != null) {
                guest.discard();
            }
        }
    }

    private static void began(Profile profile, long request) {
        if (profile.observation() != Observation.NONE) {
            profile.observation().began(GuestCall.requestId(request));
        }
    }

    private static Outcome ended(Guest guest, GuestCall call, int answer) {
        Usage usage = usage(guest, call);
        if (answer == 0) {
            return new Outcome.Completed(call.output(), usage);
        }
        String error = call.error();
        String message = error.isEmpty() ? "the handler answered " + answer : error;
        return new Outcome.Failed(answer == REJECTED ? Failure.REJECTED : Failure.FAILED, message, usage);
    }

    private static Usage usage(Guest guest, GuestCall call) {
        Bytes peak = guest == null ? new Bytes(0) : guest.budget().peak();
        return call.meter.usage(peak, new Bytes(call.input().length), call.written());
    }

    /** The guest's frames; where one gate's quota tripped, that gate is the innermost. */
    private static List<String> where(Guest guest, Tripped trip) {
        List<String> stack = stack(guest, trip);
        return trip.gate().isEmpty() ? stack : Stream.concat(Stream.of("gate " + trip.gate()), stack.stream()).toList();
    }

    private static List<String> stack(Guest guest, Throwable thrown) {
        return guest == null ? List.of() : guest.stack(thrown);
    }

    private static String at(Guest guest, Throwable thrown) {
        List<String> stack = stack(guest, thrown);
        return stack.isEmpty() ? "" : " at " + PlainText.of(String.join(" <- ", stack.subList(0, Math.min(stack.size(), 5))), LONGEST_PLACE);
    }

    private byte[] context(LoadedModule module, String handler, long request, Profile profile) {
        Map<String, String> context = new LinkedHashMap<>(profile.context());
        context.put("plugin", module.plugin().slug());
        context.put("version", module.plugin().version());
        context.put("handler", handler);
        context.put("kind", profile.kind().name().toLowerCase(Locale.ROOT));
        context.put("request_id", GuestCall.requestId(request));
        profile.observation().traceparent().ifPresent(parent -> context.put("traceparent", parent));
        try {
            return json.writeValueAsBytes(context);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Outcome failed(Failure failure, String message) {
        return new Outcome.Failed(failure, message, Usage.NONE);
    }
}
