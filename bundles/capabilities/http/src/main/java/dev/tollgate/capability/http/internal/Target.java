package dev.tollgate.capability.http.internal;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request goes. A URL is parsed here once, strictly; the scope, the egress guard, the connection and the request line
 * all use what came out, so that no two of them can read it differently.
 *
 * @param path  in its normal form, without dots as segments
 * @param query with its question mark, or empty
 */
record Target(String scheme, HostName host, int port, String path, String query) {
    private static final int MOST = 8_192;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern URL = Pattern.compile("([A-Za-z]+)://([^/?#]*)([^?#]*)(?:\\?([^#]*))?(?:#.*)?");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*]|[^:@]*)(?::([1-9][0-9]{0,4}))?");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

    /** @throws IllegalArgumentException with what is wrong, for a guest */
    static Target parse(String url) {
        Target target = parts(url);
        if (UrlPath.hasDots(target.path)) {
            throw new IllegalArgumentException("the path has . or .. as a segment: it is written as what is meant");
        }
        return target;
    }

    /** What a Location header of this one's response leads to; RFC 3986, section 5.2. */
    Target resolve(String location) {
        int fragment = location.indexOf('#');
        String reference = fragment < 0 ? location : location.substring(0, fragment);
        Target next;
        if (SCHEME.matcher(reference).matches()) {
            next = parts(reference);
        } else if (reference.startsWith("//")) {
            next = parts(scheme + ":" + reference);
        } else if (reference.startsWith("/")) {
            next = parts(origin() + reference);
        } else if (reference.startsWith("?")) {
            next = parts(origin() + path + reference);
        } else if (reference.isEmpty()) {
            next = this;
        } else {
            next = parts(origin() + path.substring(0, path.lastIndexOf('/') + 1) + reference);
        }
        return new Target(next.scheme, next.host, next.port, UrlPath.followDots(next.path), next.query);
    }

    boolean secure() {
        return scheme.equals("https");
    }

    boolean sameOrigin(Target other) {
        return origin().equals(other.origin());
    }

    /** The host, and the port where it is not the scheme's: what the Host header says. */
    String authority() {
        return host.text() + (port == defaultPort(scheme) ? "" : ":" + port);
    }

    String pathAndQuery() {
        return path + query;
    }

    @Override
    public String toString() {
        return origin() + path + query;
    }

    private String origin() {
        return scheme + "://" + authority();
    }

    private static Target parts(String url) {
        if (url.length() > MOST || !url.chars().allMatch(character -> character > ' ' && character < 0x7f && character != '\\')) {
            throw new IllegalArgumentException("the URL is longer than " + MOST + " characters, or has one that is not printable ASCII");
        }
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("the URL does not begin with https:// or http://");
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("the URL's scheme is not https or http");
        }
        Matcher authority = AUTHORITY.matcher(parts.group(2));
        if (!authority.matches()) {
            throw new IllegalArgumentException("the URL names more than a host and a port (1 to " + HIGHEST_PORT + ", no zeros in front)");
        }
        int port = authority.group(2) == null ? defaultPort(scheme) : Integer.parseInt(authority.group(2));
        if (port > HIGHEST_PORT) {
            throw new IllegalArgumentException("the URL's port is not 1 to " + HIGHEST_PORT);
        }
        String path = parts.group(3).isEmpty() ? "/" : UrlPath.normal(parts.group(3));
        String query = parts.group(4) == null ? "" : "?" + UrlPath.query(parts.group(4));
        return new Target(scheme, HostName.parse(authority.group(1)), port, path, query);
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
