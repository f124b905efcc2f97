package dev.tollgate.tracing.internal;

import dev.tollgate.abi.PlainText;
import io.opentelemetry.api.common.AttributeKey;
import java.util.Locale;

/** What spans say. */
final class Attributes {
    static final AttributeKey<String> PLUGIN = AttributeKey.stringKey("tollgate.plugin");
    static final AttributeKey<String> VERSION = AttributeKey.stringKey("tollgate.version");
    static final AttributeKey<String> HANDLER = AttributeKey.stringKey("tollgate.handler");
    static final AttributeKey<String> KIND = AttributeKey.stringKey("tollgate.kind");
    static final AttributeKey<String> REQUEST = AttributeKey.stringKey("tollgate.request_id");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("tollgate.outcome");
    static final AttributeKey<String> LIMIT = AttributeKey.stringKey("tollgate.limit");
    static final AttributeKey<Long> FUEL = AttributeKey.longKey("tollgate.fuel");
    static final AttributeKey<Long> UNTRACED = AttributeKey.longKey("tollgate.gate_calls_untraced");
    static final AttributeKey<String> GATE = AttributeKey.stringKey("tollgate.gate");
    static final AttributeKey<String> FUNCTION = AttributeKey.stringKey("tollgate.function");
    static final AttributeKey<String> ERRNO = AttributeKey.stringKey("tollgate.errno");

    private static final int LONGEST = 64;

    private Attributes() {
    }

    /** A name that comes from a package: made plain, and cut. */
    static String name(String text) {
        return PlainText.of(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
