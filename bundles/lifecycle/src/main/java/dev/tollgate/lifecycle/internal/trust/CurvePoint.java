package dev.tollgate.lifecycle.internal.trust;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;

import java.math.BigInteger;

/**
 * A point of Ed25519's curve, -x² + y² = 1 + dx²y² modulo 2^255 - 19, as it stands in a public key (RFC 8032, 5.1.2). A key of small order
 * has signatures that hold for any message, so a few eights of the curve are no keys: the platform's verification takes them.
 */
record CurvePoint(BigInteger y) {
    private static final int BYTES = 32;
    private static final BigInteger P = TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = over(BigInteger.valueOf(-121_665), BigInteger.valueOf(121_666));

    /** @throws IllegalArgumentException where these bytes are no point, or not in its one spelling */
    static CurvePoint of(byte[] encoded) {
        if (encoded.length != BYTES) {
            throw new IllegalArgumentException("a public key of Ed25519 has 32 bytes, not " + encoded.length);
        }
        byte[] bigEndian = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bigEndian[i] = encoded[BYTES - 1 - i];
        }
        BigInteger y = new BigInteger(1, bigEndian).clearBit(255);
        if (y.compareTo(P) >= 0) {
            throw new IllegalArgumentException("the key is not in the one form that it can have");
        }
        CurvePoint point = new CurvePoint(y);
        if (!isSquare(point.xSquared())) {
            throw new IllegalArgumentException("the key is no point of the curve of Ed25519");
        }
        return point;
    }

    /** Whether eight times the point is the neutral one. */
    boolean ofSmallOrder() {
        return doubled().doubled().doubled().y.equals(ONE);
    }

    private CurvePoint doubled() {
        BigInteger xx = xSquared();
        BigInteger yy = y.multiply(y);
        return new CurvePoint(over(yy.add(xx), ONE.subtract(D.multiply(xx).multiply(yy))));
    }

    private BigInteger xSquared() {
        BigInteger yy = y.multiply(y);
        return over(yy.subtract(ONE), D.multiply(yy).add(ONE));
    }

    private static boolean isSquare(BigInteger number) {
        return number.equals(ZERO) || number.modPow(P.subtract(ONE).shiftRight(1), P).equals(ONE);
    }

    private static BigInteger over(BigInteger numerator, BigInteger denominator) {
        return numerator.multiply(denominator.modInverse(P)).mod(P);
    }
}
