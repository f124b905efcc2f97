package dev.tollgate.ingress.webhook.internal;

import dev.tollgate.web.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 over the body as it was sent.
 *
 * @param header   with the signature
 * @param prefix   before it
 * @param encoding of its 32 bytes
 */
record Signature(String header, String prefix, Encoding encoding, Optional<SignedTime> time) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final byte[] NOTHING = {};

    enum Encoding {
        HEX, BASE64
    }

    /** Whether one of the secrets made the request's signature. How long it takes says nothing about how much of one was right. */
    boolean of(HttpRequest request, byte[] body, List<byte[]> secrets, Instant now) {
        Optional<byte[]> sent = single(request, header).flatMap(this::decoded);
        Optional<byte[]> before = time.isEmpty() ? Optional.of(NOTHING)
                : single(request, time.get().header()).flatMap(seconds -> time.get().before(seconds, now));
        if (sent.isEmpty() || before.isEmpty()) {
            return false;
        }
        boolean good = false;
        for (byte[] secret : secrets) {
            good |= MessageDigest.isEqual(hmac(secret, before.get(), body), sent.get());
        }
        return good;
    }

    static byte[] hmac(byte[] secret, byte[] before, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update(before);
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, impossible);
        }
    }

    /** A header that is sent twice is none: others on the way might have looked at the other one. */
    private static Optional<String> single(HttpRequest request, String name) {
        List<String> values = request.headers(name);
        return values.size() == 1 ? Optional.of(values.get(0).strip()) : Optional.empty();
    }

    private Optional<byte[]> decoded(String value) {
        if (!value.startsWith(prefix)) {
            return Optional.empty();
        }
        String text = value.substring(prefix.length());
        try {
            byte[] bytes = encoding == Encoding.HEX ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text);
            return bytes.length == BYTES ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
