package dev.tollgate.capability.http.internal;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a guest asks for.
 *
 * @param timeout   how long it wants to wait, or null for as long as it may
 * @param redirects how many to follow
 */
record RequestHead(String method, Target target, List<HeaderField> headers, Duration timeout, int redirects) {
    static final int MOST_REDIRECTS = 3;
    private static final Pattern METHOD = Pattern.compile("[A-Z]{3,20}");

    RequestHead {
        if (!METHOD.matcher(method).matches()) {
            throw new IllegalArgumentException("the method is not 3 to 20 upper-case letters");
        }
        if (redirects < 0 || redirects > MOST_REDIRECTS) {
            throw new IllegalArgumentException("redirects is " + redirects + ", allowed is 0 to " + MOST_REDIRECTS);
        }
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new IllegalArgumentException("timeout_ms is not more than 0");
        }
        headers = List.copyOf(headers);
        HeaderRules.check(headers);
    }
}
