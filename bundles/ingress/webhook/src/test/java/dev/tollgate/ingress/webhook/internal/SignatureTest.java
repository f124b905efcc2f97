package dev.tollgate.ingress.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {
    private static final String SECRET = "It's a Secret to Everybody";
    private static final String HEADER = "X-Hub-Signature-256";

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void writeTheSecret() throws Exception {
        file = folder.resolve("secret");
        write(SECRET + "\n");
    }

    /** The vectors 1, 2 and 6 of RFC 4231, and the example of GitHub's documentation. */
    @Test
    void theHmacIsThatOfTheStandard() {
        assertThat(hmac("0b".repeat(20), "Hi There")).isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        assertThat(hmac("4a656665", "what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(hmac("aa".repeat(131), "Test Using Larger Than Block-Size Key - Hash Key First"))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
        assertThat(signed().status(Request.of("Hello, World!").with(HEADER,
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"))).isEqualTo(202);
    }

    /** The example of Slack's documentation. */
    @Test
    void aSignedTimeStandsBeforeTheBody() {
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
                + "&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
                + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        Signature slack = new Signature("X-Slack-Signature", "v0=", Signature.Encoding.HEX,
                Optional.of(new SignedTime("X-Slack-Request-Timestamp", "v0:{timestamp}:", Duration.ofMinutes(5))));
        Request request = Request.of(body).with("X-Slack-Request-Timestamp", "1531420618")
                .with("X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
        List<byte[]> secrets = List.of(Bed.bytes("8f742231b10e8888abcd99yyyzzz85a5"));
        assertThat(slack.of(request, Bed.bytes(body), secrets, Instant.ofEpochSecond(1531420700))).isTrue();
        assertThat(slack.of(request, Bed.bytes(body), secrets, Instant.ofEpochSecond(1531421000))).isFalse();
    }

    @Test
    void aRequestWithoutAGoodSignatureIsRefusedAndNotToldWhy() {
        Bed bed = signed();
        String good = Bed.hex(SECRET, "body");
        for (Request request : new Request[] {Request.of("body"), Request.of("body").with(HEADER, ""),
            Request.of("body").with(HEADER, good), Request.of("body").with(HEADER, "sha1=" + good), Request.of("body").with(HEADER, "sha256="),
            Request.of("body").with(HEADER, "sha256=" + good.substring(1)), Request.of("body").with(HEADER, "sha256=" + good + "00"),
            Request.of("body").with(HEADER, "sha256=" + good.replace(good.charAt(0), good.charAt(0) == 'a' ? 'b' : 'a')),
            Request.of("body ").with(HEADER, "sha256=" + good), Request.of("").with(HEADER, "sha256=" + good),
            Request.of("body").with(HEADER, "sha256=" + Bed.hex("another secret of it", "body")),
            Request.of("body").with(HEADER, "sha256=" + "zz".repeat(32)),
            Request.of("body").with(HEADER, "sha256=" + good).with(HEADER, "sha256=" + good)}) {
            assertThat(bed.answer(request)).isEqualTo(Answers.UNSIGNED);
        }
        assertThat(Answers.UNSIGNED.headers()).containsKey("WWW-Authenticate");
        assertThat(bed.offered).isEmpty();
        assertThat(bed.status(Request.of("body").with(HEADER, "sha256=" + good.toUpperCase(Locale.ROOT)))).isEqualTo(202);
    }

    @Test
    void nothingOfARequestCountsBeforeItsSignature() {
        Bed bed = signed("kind", null, "kind_header", "X-Kind");
        assertThat(bed.status(Request.of("body").with("X-Kind", "no kind"))).isEqualTo(401);
    }

    @Test
    void signaturesAreHexOrBase64WithOrWithoutAPrefix() {
        byte[] good = Signature.hmac(Bed.bytes(SECRET), new byte[0], Bed.bytes("body"));
        Bed base64 = signed("signature_header", "X-Shop-Hmac", "signature_prefix", "", "signature_encoding", "base64");
        assertThat(base64.status(Request.of("body").with("X-Shop-Hmac", Base64.getEncoder().encodeToString(good)))).isEqualTo(202);
        assertThat(base64.status(Request.of("body").with("X-Shop-Hmac", HexFormat.of().formatHex(good)))).isEqualTo(401);
        assertThat(base64.status(Request.of("body").with("X-Shop-Hmac", "!!"))).isEqualTo(401);
        Bed plain = signed("signature_prefix", "");
        assertThat(plain.status(Request.of("body").with(HEADER, HexFormat.of().formatHex(good)))).isEqualTo(202);
    }

    @Test
    void aSignedTimeIsPartOfWhatIsSigned() {
        Bed bed = signed("timestamp_header", "X-Time", "timestamp_signed", "v0:{timestamp}:", "signature_prefix", "v0=");
        long now = Bed.NOW.getEpochSecond();
        for (long second : new long[] {now, now - 300, now + 300}) {
            assertThat(bed.status(timed(second, second, "body"))).isEqualTo(202);
        }
        for (long second : new long[] {now - 301, now + 301, 0}) {
            assertThat(bed.status(timed(second, second, "body"))).isEqualTo(401);
        }
        assertThat(bed.status(timed(now, now - 1, "body"))).as("another time than was signed").isEqualTo(401);
        assertThat(bed.status(timed(now, now, "body").with("X-Time", Long.toString(now)))).as("twice").isEqualTo(401);
        assertThat(bed.status(Request.of("body").with(HEADER, "v0=" + Bed.hex(SECRET, "body")))).as("none").isEqualTo(401);
        for (String odd : new String[] {"-1", "+" + now, now + ".0", "9".repeat(40), "", "0x10"}) {
            assertThat(bed.status(Request.of("body").with("X-Time", odd).with(HEADER, "v0=" + Bed.hex(SECRET, "v0:" + odd + ":body"))))
                    .as(odd).isEqualTo(401);
        }
    }

    private static Request timed(long signed, long sent, String body) {
        return Request.of(body).with("X-Time", Long.toString(sent)).with(HEADER, "v0=" + Bed.hex(SECRET, "v0:" + signed + ":" + body));
    }

    @Test
    void aChangedSecretTakesEffectWithTheNextRequest() throws Exception {
        Bed bed = signed();
        write("the new one, for everybody\n" + SECRET + "\n");
        assertThat(bed.status(sealed("the new one, for everybody"))).isEqualTo(202);
        assertThat(bed.status(sealed(SECRET))).isEqualTo(202);
        write("the new one, for everybody");
        assertThat(bed.status(sealed(SECRET))).isEqualTo(401);
        assertThat(bed.status(sealed("the new one, for everybody"))).isEqualTo(202);
    }

    @Test
    void aSecretThatCannotBeHadAnyMoreLetsNobodyIn() throws Exception {
        Bed bed = signed();
        Files.delete(file);
        assertThat(bed.status(sealed(SECRET))).isEqualTo(503);
        write("");
        assertThat(bed.status(sealed(""))).isEqualTo(503);
        write(SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(bed.status(sealed(SECRET))).isEqualTo(503);
        assertThat(bed.offered).isEmpty();
    }

    /** How long a comparison takes cannot be tested on a machine with other work; that it is the one whose time says nothing, can. */
    @Test
    void a63SignaturesAreComparedInConstantTime() throws Exception {
        try (InputStream in = Signature.class.getResourceAsStream("Signature.class")) {
            String code = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(code).contains("java/security/MessageDigest", "isEqual").doesNotContain("java/util/Arrays");
        }
    }

    private Bed signed(Object... pairs) {
        Object[] all = Arrays.copyOf(new Object[] {"unsigned", "refused", "secret_file", file.toString()}, 4 + pairs.length);
        System.arraycopy(pairs, 0, all, 4, pairs.length);
        return new Bed(all);
    }

    private static Request sealed(String secret) {
        return Request.of("body").with(HEADER, "sha256=" + (secret.isEmpty() ? "00".repeat(32) : Bed.hex(secret, "body")));
    }

    private static String hmac(String hexKey, String text) {
        return HexFormat.of().formatHex(Signature.hmac(HexFormat.of().parseHex(hexKey), new byte[0], Bed.bytes(text)));
    }

    private void write(String text) throws Exception {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
