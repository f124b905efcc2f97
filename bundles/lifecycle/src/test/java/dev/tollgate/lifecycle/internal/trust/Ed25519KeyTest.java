package dev.tollgate.lifecycle.internal.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Digest;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519KeyTest {
    private static final byte[] MESSAGE = "anything".getBytes(UTF_8);
    private static final BigInteger ORDER = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private final Publisher acme = Publisher.named("acme");

    @Test
    void aKeyReadsTheSameRawAndAsX509AndItsFingerprintIsOverTheRawOne() {
        byte[] x509 = acme.keys().getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(x509, x509.length - 32, x509.length);
        Ed25519Key key = Ed25519Key.of(Base64.getEncoder().encodeToString(raw));
        assertThat(key).isEqualTo(Ed25519Key.of(Base64.getEncoder().encodeToString(x509)));
        assertThat(key.fingerprint()).isEqualTo(Digest.of(raw));
        assertThat(key.text()).isEqualTo(Base64.getEncoder().encodeToString(x509));
    }

    /** The first vector of RFC 8032, 7.1. */
    @Test
    void aSignatureOfTheStandardHolds() {
        Ed25519Key key = key("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        byte[] signature = HexFormat.of().parseHex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        assertThat(key.signed(new byte[0], signature)).isTrue();
        assertThat(key.signed(new byte[1], signature)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"})
    void a17AKeyOfSmallOrderIsNoneTheOneOfZerosIncluded(String raw) {
        assertThatThrownBy(() -> key(raw)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("of small order");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"})
    void a17AKeyInAnotherSpellingIsNone(String raw) {
        assertThatThrownBy(() -> key(raw)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not in the one form");
    }

    @Test
    void a17WhatIsNoPointOfTheCurveIsNoKey() {
        assertThatThrownBy(() -> key("0200000000000000000000000000000000000000000000000000000000000000")).hasMessageContaining("no point of the curve");
    }

    /** Why keys of small order are refused: one signature of nobody's holds for any message. */
    @Test
    void a17ThePlatformTakesWhatNobodySignedForAKeyOfSmallOrder() throws Exception {
        byte[] neutral = HexFormat.of().parseHex("302a300506032b6570032100" + "01" + "00".repeat(31));
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(neutral));
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(key);
        check.update(MESSAGE);
        assertThat(check.verify(HexFormat.of().parseHex("01" + "00".repeat(63)))).isTrue();
    }

    @Test
    void a17ASignatureWhoseSecondHalfIsTheOrderMoreIsNone() {
        byte[] signature = acme.sign(MESSAGE).signature();
        assertThat(acme.key().signed(MESSAGE, signature)).isTrue();
        BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64))).add(ORDER);
        byte[] more = reversed(s.toByteArray());
        System.arraycopy(Arrays.copyOf(more, 32), 0, signature, 32, 32);
        assertThat(acme.key().signed(MESSAGE, signature)).isFalse();
    }

    @Test
    void a17AKeyOfAnotherAlgorithmIsNone() throws Exception {
        for (String other : new String[] {"Ed448", "X25519", "EC", "RSA"}) {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance(other);
            String text = Base64.getEncoder().encodeToString(pairs.generateKeyPair().getPublic().getEncoded());
            assertThatThrownBy(() -> Ed25519Key.of(text)).as(other).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none of Ed25519");
        }
        assertThatThrownBy(() -> Ed25519Key.of("!")).hasMessageContaining("not base64");
        assertThatThrownBy(() -> Ed25519Key.of("AAAA")).hasMessageContaining("32 bytes are expected");
    }

    private static Ed25519Key key(String raw) {
        return Ed25519Key.of(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(raw)));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
