package dev.tollgate.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Who may ask: those that send one of the secrets of a file as {@code Authorization: Bearer ...} (RFC 6750). How long it takes to say no
 * tells nothing of a secret, its length included: digests are compared, each to its end, and all of them.
 */
public record BearerToken(SecretFile secrets) {
    private static final String SCHEME = "Bearer ";

    /** What is answered to others. Why is not said. */
    public static final HttpResponse DENIED = HttpResponse.problem(401, "A token is needed that is not here.")
            .with("WWW-Authenticate", "Bearer");

    /** Whether the request has one. A header that is sent twice is none. */
    public boolean of(HttpRequest request) throws SecretUnusableException {
        List<String> sent = request.headers("Authorization");
        boolean shaped = sent.size() == 1 && sent.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        byte[] token = digest(shaped ? sent.get(0).substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8) : new byte[0]);
        boolean good = false;
        for (byte[] secret : secrets.read()) {
            good |= MessageDigest.isEqual(digest(secret), token);
        }
        return good;
    }

    private static byte[] digest(byte[] of) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(of);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
