package dev.tollgate.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.engine.GuestConfig;
import dev.tollgate.engine.internal.metering.FuelSchedule;
import dev.tollgate.limits.TokenBucket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Module {@code tollgate:host@1}: what every guest may call without a grant. */
final class HostFunctions {
    static final String MODULE = "tollgate:host@1";

    private static final int MOST_LINE_BYTES = 4_096;
    private static final Level[] LEVELS = {Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR};

    private final GuestConfig config;
    private final Clock clock;
    private final Logger log;
    private final TokenBucket lines;
    private final boolean silent;

    HostFunctions(String slug, GuestConfig config, Clock clock, TokenBucket lines) {
        this(config, clock, LoggerFactory.getLogger("dev.tollgate.plugin." + slug), lines, false);
    }

    private HostFunctions(GuestConfig config, Clock clock, Logger log, TokenBucket lines, boolean silent) {
        this.config = config;
        this.clock = clock;
        this.log = log;
        this.lines = lines;
        this.silent = silent;
    }

    /** The same, but what a guest logs is swallowed. */
    HostFunctions silent() {
        return new HostFunctions(config, clock, log, lines, true);
    }

    /** One host function: what it does, and with what type it is imported. */
    enum Function {
        INPUT_LENGTH("()->i32"), INPUT_READ("(i32,i32,i32)->i32"), OUTPUT_WRITE("(i32,i32)->i32"),
        ERROR_WRITE("(i32,i32)->i32"), CONTEXT("()->i64"), CONFIG("(i32,i32)->i64"), RESULT_READ("(i32,i32,i32)->i32"),
        LOG("(i32,i32,i32)->i32"), NOW_MS("()->i64");

        final String type;

        Function(String type) {
            this.type = type;
        }

        String importName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The function of that import name, or null. */
        static Function of(String name) {
            return Arrays.stream(values()).filter(function -> function.importName().equals(name)).findFirst().orElse(null);
        }
    }

    long call(Function function, GuestCall call, Arguments arguments) throws GateException {
        return switch (function) {
            case INPUT_LENGTH -> call.input().length;
            case INPUT_READ -> arguments.copyOut(call.input());
            case OUTPUT_WRITE -> call.write(arguments.nextBytes());
            case ERROR_WRITE -> {
                call.fail(arguments.nextBytes());
                yield 0;
            }
            case CONTEXT -> paid(call, call.leave(call.context()));
            case CONFIG -> {
                Optional<JsonNode> value = config.get(arguments.nextText());
                yield value.isEmpty() ? Errno.ENOENT.number() : paid(call, call.leave(value.get()));
            }
            case RESULT_READ -> arguments.copyOut(call.result());
            case LOG -> log(call, arguments);
            case NOW_MS -> clock.millis();
        };
    }

    /** A result is paid for where it is made, and once more where it is read. */
    private static long paid(GuestCall call, long length) {
        call.meter.charge(FuelSchedule.bytes(length));
        return length;
    }

    private long log(GuestCall call, Arguments arguments) throws GateException {
        int level = arguments.nextInt();
        byte[] text = arguments.nextBytes();
        if (level < 0 || level >= LEVELS.length) {
            return Errno.EINVAL.number();
        }
        if (silent) {
            return 0;
        }
        if (!lines.tryTake()) {
            return Errno.ERATELIMIT.number();
        }
        byte[] shown = text.length > MOST_LINE_BYTES ? Arrays.copyOf(text, MOST_LINE_BYTES) : text;
        log.atLevel(LEVELS[level]).log("[{} {}] {}", call.handler, call.requestId(),
                PlainText.of(new String(shown, StandardCharsets.UTF_8)));
        return 0;
    }
}
