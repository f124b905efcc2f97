package dev.tollgate.examples.texttools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void agreesWithTheClassLibraryOnEveryCodePoint() {
        for (var code = 0; code <= 0x10FFFF; code++) {
            if (code >= 0xD800 && code <= 0xDFFF) {
                continue;
            }
            var text = "a" + Character.toString(code) + "z";
            var bytes = text.getBytes(UTF_8);
            assertThat(Utf8.encode(text)).isEqualTo(bytes);
            assertThat(Utf8.decode(bytes)).isEqualTo(text);
        }
    }

    @Test
    void replacesWhatIsNotWellFormed() {
        assertThat(decode('a', 0xFF, 'b')).isEqualTo("a\uFFFDb");
        assertThat(decode(0xC0, 0x80)).isEqualTo("\uFFFD\uFFFD");
        assertThat(decode(0xE2, 0x82)).isEqualTo("\uFFFD\uFFFD");
        assertThat(decode(0xED, 0xA0, 0x80)).isEqualTo("\uFFFD\uFFFD\uFFFD");
        assertThat(decode(0xF4, 0x90, 0x80, 0x80)).isEqualTo("\uFFFD\uFFFD\uFFFD\uFFFD");
    }

    @Test
    void replacesHalfASurrogatePair() {
        assertThat(Utf8.encode("a\uD834")).isEqualTo("a\uFFFD".getBytes(UTF_8));
        assertThat(Utf8.encode("\uDD1Eb")).isEqualTo("\uFFFDb".getBytes(UTF_8));
    }

    private static String decode(int... bytes) {
        var array = new byte[bytes.length];
        for (var i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return Utf8.decode(array);
    }
}
