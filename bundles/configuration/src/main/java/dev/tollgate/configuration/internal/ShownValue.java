package dev.tollgate.configuration.internal;

import dev.tollgate.abi.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A configured value as others may see it.
 *
 * @param digest of the whole of it, which is never shown: whether it changed
 */
record ShownValue(String text, Digest digest) {
    private static final String HIDDEN = "(hidden)";
    private static final Pattern SECRET_KEY = Pattern.compile("pass|secret|token|credential|private");
    /** In an address: {@code ?password=...}, or {@code //user:password@host}. */
    private static final Pattern SECRET_INSIDE = Pattern.compile("(?i)passw(or)?d\\s*=|://[^/?#]*@");

    /** @param setting what the metatype says of it, where there is one */
    static ShownValue of(String key, Object value, Optional<SettingDefinition> setting) {
        Object texts = value instanceof Collection<?> all ? all.toString() : value instanceof Object[] all ? Arrays.toString(all) : value;
        String whole = String.valueOf(texts);
        boolean secret = setting.filter(known -> known.type() == ValueType.PASSWORD).isPresent()
                || SECRET_KEY.matcher(key.toLowerCase(Locale.ROOT)).find() || SECRET_INSIDE.matcher(whole).find();
        return new ShownValue(secret ? HIDDEN : SettingDefinition.shown(whole), Digest.of(whole.getBytes(StandardCharsets.UTF_8)));
    }
}
