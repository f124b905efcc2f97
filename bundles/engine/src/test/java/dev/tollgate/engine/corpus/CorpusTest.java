package dev.tollgate.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tollgate.engine.harness.Allowance;
import dev.tollgate.engine.harness.Engines;
import dev.tollgate.engine.harness.GuestEngine;
import dev.tollgate.engine.harness.TestFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Modules that others have published give the answers on every engine that they give elsewhere. */
class CorpusTest {
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);
    private static final String HOW_TO_GET_IT = "The corpus is not here. Put the modules of the npm packages hash-wasm 4.13.0 (as hash-wasm-md5.wasm "
            + "and so on) and @dprint/json 0.24.0 (its plugin.wasm as dprint-json.wasm) into ../shared/corpus beside the repository, or name "
            + "their folder with -Dwasm.corpus=DIR.";

    static Stream<GuestEngine> engines() {
        return Engines.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void digestsAreThoseOfTheJdk(GuestEngine engine) throws NoSuchAlgorithmException {
        byte[] data = new byte[40_000];
        new Random(5).nextBytes(data);
        CRC32 crc = new CRC32();
        crc.update(data);
        assertThat(hash(engine, "md5").digest(data, 16, new long[0])).isEqualTo(jdk("MD5", data));
        assertThat(hash(engine, "sha256").digest(data, 32, new long[] {256})).isEqualTo(jdk("SHA-256", data));
        assertThat(hash(engine, "crc32").digest(data, 4, new long[] {0xEDB88320L})).isEqualTo("%08x".formatted(crc.getValue()));
    }

    private static String jdk(String algorithm, byte[] data) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(data));
    }

    static Stream<Object[]> digests() {
        return engines().flatMap(engine -> Stream.of(
                new Object[] {engine, "blake3", new long[] {0}, new long[] {32},
                        "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85"},
                new Object[] {engine, "blake2b", new long[] {512}, new long[0],
                        "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"},
                new Object[] {engine, "keccak", new long[] {512}, new long[] {1},
                        "18587dc2ea106b9a1563e32b3312421ca164c7f1f07bc922a9c83d77cea3a1e5"
                        + "d0c69910739025372dc14ac9642629379540c17e2a65b19d77aa511a9d00bb96"},
                new Object[] {engine, "whirlpool", new long[0], new long[0],
                        "4e2448a4c6f486bb16b6562c73b4020bf3043e3a731bce721ae1b303d97e6d4c"
                        + "7181eebdb6c57e277d0e34957114cbd6c797fc9d95d8b582d225292076d4eef5"},
                new Object[] {engine, "xxhash64", new long[0], new long[0], "44bc2cf5ad770999"}));
    }

    @ParameterizedTest
    @MethodSource("digests")
    void digestsAreThePublishedOnes(GuestEngine engine, String algorithm, long[] first, long[] last, String expected) {
        HashModule module = hash(engine, algorithm);
        module.write(0, new byte[8]);
        assertThat(module.digest(ABC, expected.length() / 2, first, last)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aSlowPasswordHashIsRight(GuestEngine engine) {
        HashModule module = hash(engine, "bcrypt");
        module.write(0, new byte[16]);
        module.write(16, "pass".getBytes(StandardCharsets.US_ASCII));
        module.call("bcrypt", 4, 4, 0);
        assertThat(module.read(24)).isEqualTo("5105627a06e97fffd510b7954db5b9cc73bfb09f0df40c03");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aFormatterWrittenInRustFormats(GuestEngine engine) {
        DprintModule module = new DprintModule(engine.store(Allowance.AMPLE), module("dprint-json.wasm"));
        assertThat(module.format("{\"a\":1,\n\"b\" : [true,null , \"\u00e4\"]}")).isEqualTo("{ \"a\": 1, \"b\": [true, null, \"\u00e4\"] }\n");
    }

    private static HashModule hash(GuestEngine engine, String algorithm) {
        return new HashModule(engine.store(Allowance.AMPLE), module("hash-wasm-" + algorithm + ".wasm"));
    }

    private static byte[] module(String file) {
        Optional<Path> folder = TestFolder.find("wasm.corpus", "shared/corpus");
        assumeTrue(folder.isPresent(), HOW_TO_GET_IT);
        try {
            return Files.readAllBytes(folder.get().resolve(file));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
