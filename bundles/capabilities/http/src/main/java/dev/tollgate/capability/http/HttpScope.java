package dev.tollgate.capability.http;

import dev.tollgate.abi.capability.Scope;
import dev.tollgate.capability.http.internal.HostPattern;
import dev.tollgate.capability.http.internal.PathPrefix;
import dev.tollgate.capability.http.internal.ScopeField;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a plugin may send requests. A request passes where each of the five fields permits it; what is left out has a default,
 * and an empty list is an error.
 *
 * @param hosts   names as they are ({@code api.example.com}), all names below one ({@code *.example.com}: any depth, not
 *                {@code example.com} itself), or IP addresses as they are ({@code 192.0.2.1}, {@code [2001:db8::1]}); required
 * @param schemes {@code https} and {@code http}; without it {@code https}
 * @param ports   1 to 65535; without it those of the schemes, 443 and 80
 * @param methods upper case; without it GET and HEAD
 * @param paths   prefixes that end where a segment ends: {@code /v1} permits {@code /v1} and {@code /v1/x}, not {@code /v10};
 *                without it {@code /}
 */
public record HttpScope(List<String> hosts, List<String> schemes, List<Integer> ports, List<String> methods, List<String> paths)
        implements Scope<HttpScope> {
    private static final Set<String> SCHEMES = Set.of("https", "http");
    private static final Pattern METHOD = Pattern.compile("[A-Z]{3,20}");
    /** They would make a tunnel of the connection, or show what was sent. */
    private static final Set<String> NEVER = Set.of("CONNECT", "TRACE", "TRACK");
    private static final int HIGHEST_PORT = 65_535;

    public HttpScope {
        hosts = new ScopeField<>("hosts", hosts).required().each(host -> HostPattern.parse(host).toString());
        schemes = new ScopeField<>("schemes", schemes).orElse(List.of("https")).each(HttpScope::scheme);
        ports = new ScopeField<>("ports", ports).orElse(defaultPorts(schemes)).each(HttpScope::port);
        methods = new ScopeField<>("methods", methods).orElse(List.of("GET", "HEAD")).each(HttpScope::method);
        paths = new ScopeField<>("paths", paths).orElse(List.of("/")).each(path -> PathPrefix.parse(path).toString());
    }

    @Override
    public boolean covers(HttpScope narrower) {
        return narrower.hosts.stream().map(HostPattern::parse).allMatch(host ->
                        hosts.stream().map(HostPattern::parse).anyMatch(wider -> wider.covers(host)))
                && schemes.containsAll(narrower.schemes)
                && ports.containsAll(narrower.ports)
                && methods.containsAll(narrower.methods)
                && narrower.paths.stream().allMatch(path ->
                        paths.stream().map(PathPrefix::parse).anyMatch(wider -> wider.permits(path)));
    }

    private static List<Integer> defaultPorts(List<String> schemes) {
        return schemes.stream().map(scheme -> scheme.equals("https") ? 443 : 80).toList();
    }

    private static String scheme(String text) {
        String scheme = text.toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException("'" + text + "' is not https or http");
        }
        return scheme;
    }

    private static int port(int port) {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(port + " is not a port, 1 to " + HIGHEST_PORT);
        }
        return port;
    }

    private static String method(String text) {
        if (!METHOD.matcher(text).matches() || NEVER.contains(text)) {
            throw new IllegalArgumentException("'" + text + "' is not a method that can be granted: upper case, not "
                    + NEVER.stream().sorted().toList());
        }
        return text;
    }
}
