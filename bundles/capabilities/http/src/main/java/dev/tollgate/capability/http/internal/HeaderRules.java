package dev.tollgate.capability.http.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which headers a guest may send, and which of them go along to another origin. */
final class HeaderRules {
    private static final int MOST = 64;
    private static final int MOST_BYTES = 16_384;
    private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    /** The host's own: where the request goes, how it is framed, how the connection is kept. */
    private static final Set<String> OURS = Set.of("host", "content-length", "transfer-encoding", "te", "trailer", "upgrade",
            "connection", "keep-alive", "expect", "http2-settings", "alt-used");
    /** What proxies say of who asked; a server may believe it. A CGI server takes {@code proxy} for the proxy of its own requests. */
    private static final Set<String> PROXIES = Set.of("via", "forwarded", "proxy", "x-real-ip", "true-client-ip", "cf-connecting-ip", "x-client-ip",
            "client-ip", "x-cluster-client-ip", "x-originating-ip", "x-remote-ip", "x-remote-addr", "fastly-client-ip", "x-host", "x-original-host");
    private static final List<String> PREFIXES = List.of("proxy-", "wl-proxy-", "x-proxy", "x-forwarded", "x-envoy-");
    /** Some servers take them for the method or the path, which the scope was not asked about. */
    private static final Set<String> OVERRIDES = Set.of("x-http-method", "x-http-method-override", "x-method-override",
            "x-original-url", "x-rewrite-url", "x-original-uri");

    /** All that goes to another origin: a list of what holds no credentials, since nobody can list what does. */
    private static final Set<String> HARMLESS = Set.of("accept", "accept-encoding", "accept-language", "cache-control", "content-encoding",
            "content-language", "content-type", "if-modified-since", "if-none-match", "range", "user-agent");

    /** W3C Trace Context, of which the second says more about the first. */
    private static final Set<String> TRACE = Set.of("traceparent", "tracestate");

    private HeaderRules() {
    }

    /** @throws IllegalArgumentException with what is wrong, for a guest */
    static void check(List<HeaderField> headers) {
        if (headers.size() > MOST || headers.stream().mapToInt(HeaderField::bytes).sum() > MOST_BYTES) {
            throw new IllegalArgumentException("more than " + MOST + " headers, or more than " + MOST_BYTES + " bytes of them");
        }
        headers.forEach(HeaderRules::check);
    }

    /** Where the host traces, the trace that a request belongs to is the host's, whatever the guest says. */
    static List<HeaderField> traced(List<HeaderField> asked, Optional<String> traceparent) {
        return traceparent.map(parent -> Stream.concat(asked.stream().filter(header -> !TRACE.contains(header.name())),
                Stream.of(new HeaderField("traceparent", parent))).toList()).orElse(asked);
    }

    /** What of the headers goes to another origin. */
    static List<HeaderField> withoutCredentials(List<HeaderField> headers) {
        return headers.stream().filter(header -> HARMLESS.contains(header.name())).toList();
    }

    private static void check(HeaderField header) {
        if (!NAME.matcher(header.name()).matches()) {
            throw new IllegalArgumentException("a header's name is not a token of 1 to 128 characters");
        }
        if (!VALUE.matcher(header.value()).matches()) {
            throw new IllegalArgumentException("the value of header '" + header.name() + "' has a character that is not printable ASCII");
        }
        // Servers that hand headers on as variables make one name of x_forwarded_for and x-forwarded-for.
        String name = header.name().replace('_', '-');
        if (OURS.contains(name) || PROXIES.contains(name) || OVERRIDES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith)) {
            throw new IllegalArgumentException("header '" + header.name() + "' is not a plugin's to send");
        }
    }
}
