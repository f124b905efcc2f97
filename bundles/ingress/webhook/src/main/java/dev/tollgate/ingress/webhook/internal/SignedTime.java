package dev.tollgate.ingress.webhook.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The time of signing, which is signed along with the body, so that a request is good for a while only.
 *
 * @param header with the seconds since 1970
 * @param signed what is signed before the body; {@value #PLACE} is the header's value
 */
record SignedTime(String header, String signed, Duration tolerance) {
    static final String PLACE = "{timestamp}";

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    SignedTime {
        if (!signed.contains(PLACE)) {
            throw new IllegalArgumentException("'" + signed + "' has no " + PLACE + " in it; without it the time would not be signed");
        }
    }

    /** What is signed before the body; empty where that time is not now. */
    Optional<byte[]> before(String seconds, Instant now) {
        if (!SECONDS.matcher(seconds).matches()) {
            return Optional.empty();
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now).abs();
        return age.compareTo(tolerance) > 0 ? Optional.empty()
                : Optional.of(signed.replace(PLACE, seconds).getBytes(StandardCharsets.UTF_8));
    }
}
