package dev.tollgate.engine.internal.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as section 5.2.2 of the specification has them, and none of the ways around it. */
class BinaryReaderTest {
    @Test
    void unsignedNumbersOfUpTo32BitsAreRead() {
        assertThat(reader("00").u32()).isZero();
        assertThat(reader("e58e26").u32()).isEqualTo(624_485);
        assertThat(reader("ffffffff0f").u32()).isEqualTo(0xFFFF_FFFFL);
        assertThat(reader("8080808000").u32()).as("as long as may be").isZero();
    }

    @Test
    void signedNumbersOf32And33And64BitsAreRead() {
        assertThat(reader("7f").s32()).isEqualTo(-1);
        assertThat(reader("8080808078").s32()).isEqualTo(Integer.MIN_VALUE);
        assertThat(reader("ffffffff07").s32()).isEqualTo(Integer.MAX_VALUE);
        assertThat(reader("40").s33()).isEqualTo(-64);
        assertThat(reader("ffffffff0f").s33()).isEqualTo(0xFFFF_FFFFL);
        assertThat(reader("8080808070").s33()).isEqualTo(-(1L << 32));
        assertThat(reader("8080808080808080807f").s64()).isEqualTo(Long.MIN_VALUE);
        assertThat(reader("ffffffffffffffffff00").s64()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest(name = "A11: {0} is no u32")
    @ValueSource(strings = {"", "80", "808080808000", "ffffffff1f", "ffffffff7f"})
    void a11UnsignedNumbersThatAreCutOffOverlongOrTooLargeAreRefused(String bytes) {
        refused(bytes, BinaryReader::u32);
    }

    @ParameterizedTest(name = "A11: {0} is no s32")
    @ValueSource(strings = {"", "ff", "ffffffffff7f", "8080808008", "ffffffff70", "808080800f"})
    void a11SignedNumbersThatAreCutOffOverlongOrTooLargeAreRefused(String bytes) {
        refused(bytes, BinaryReader::s32);
    }

    @ParameterizedTest(name = "A11: {0} is no s33")
    @ValueSource(strings = {"8080808010", "ffffffff6f", "808080808000"})
    void a11BlockTypesBeyond33BitsAreRefused(String bytes) {
        refused(bytes, BinaryReader::s33);
    }

    @ParameterizedTest(name = "A11: {0} is no s64")
    @ValueSource(strings = {"80808080808080808001", "ffffffffffffffffff7e", "8080808080808080808000"})
    void a11SignedNumbersBeyond64BitsAreRefused(String bytes) {
        refused(bytes, BinaryReader::s64);
    }

    @Test
    void aCountIsNeverBelievedBeyondTheBytesThatFollow() {
        refused("ffffffff07", reader -> reader.count(1));
        refused("030000000000", reader -> reader.count(2));
        assertThat(reader("03000000000000").count(2)).isEqualTo(3);
    }

    @ParameterizedTest(name = "A11: {0} is no UTF-8")
    @ValueSource(strings = {"02c080", "03eda080", "01ff", "02e282", "04f4908080"})
    void a11NamesThatAreNotUtf8AreRefused(String bytes) {
        refused(bytes, BinaryReader::name);
    }

    private static void refused(String hex, Consumer<BinaryReader> read) {
        assertThatThrownBy(() -> read.accept(reader(hex))).isInstanceOf(MalformedException.class);
    }

    private static BinaryReader reader(String hex) {
        return new BinaryReader(HexFormat.of().parseHex(hex));
    }
}
