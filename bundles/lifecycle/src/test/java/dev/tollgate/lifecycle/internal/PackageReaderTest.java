package dev.tollgate.lifecycle.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.guests.Guests;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.InstallException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageReaderTest {
    private final PackageReader reader = new PackageReader();
    private final TestPackage sound = TestPackage.of("probe", "1.0.0", "basic").filter("the_content", "echo");

    @Test
    void aPackageIsItsManifestItsModuleAndItsDigest() throws Exception {
        PluginPackage read = reader.read(sound.build());
        assertThat(read.id().slug()).isEqualTo("probe");
        assertThat(read.id().version()).isEqualTo("1.0.0");
        assertThat(read.manifest().hooks().filters()).hasSize(1);
        assertThat(read.wasm()).isEqualTo(Guests.wasm("basic"));
    }

    @Test
    void theDigestIsOverContentAndNotOverHowTheZipWasMade() throws Exception {
        Map<String, byte[]> oneWay = new LinkedHashMap<>();
        oneWay.put("plugin.yaml", sound.manifest().getBytes(UTF_8));
        oneWay.put("plugin.wasm", Guests.wasm("basic"));
        Map<String, byte[]> otherWay = new LinkedHashMap<>();
        otherWay.put("plugin.wasm", Guests.wasm("basic"));
        otherWay.put("plugin.yaml", sound.manifest().getBytes(UTF_8));
        byte[] stored = archive(otherWay, ZipArchiveOutputStream.STORED);
        assertThat(stored).isNotEqualTo(TestPackage.zip(oneWay));
        assertThat(reader.read(stored).id()).isEqualTo(reader.read(TestPackage.zip(oneWay)).id());
    }

    @Test
    void anotherFileIsAnotherDigest() throws Exception {
        assertThat(reader.read(sound.file("readme.txt", new byte[] {1}).build()).id().digest())
                .isNotEqualTo(reader.read(TestPackage.of("probe", "1.0.0", "basic").filter("the_content", "echo").build()).id()
                        .digest());
    }

    /** A13: no path leaves the package's folder, in any spelling. */
    @ParameterizedTest
    @ValueSource(strings = {"../evil.sh", "a/../../evil.sh", "a/./b", "/etc/passwd", "C:/evil.bat", "c:evil", "a\\..\\evil",
        "a//b", "a\u0000b", "a\u2024\u2024/b", "\u202egnp.exe"})
    void a13APathThatLeavesThePackageOrHidesIsRefused(String name) {
        assertThat(refusal(sound.file(name, new byte[0]).build())).contains("entry '");
    }

    @Test
    void a13ASymbolicLinkIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            ZipArchiveEntry link = new ZipArchiveEntry("plugin.yaml");
            link.setUnixMode(0120777);
            zip.putArchiveEntry(link);
            zip.write("/etc/passwd".getBytes(UTF_8));
            zip.closeArchiveEntry();
        }
        assertThat(refusal(bytes.toByteArray())).contains("symbolic link");
    }

    /** A14: no two names that differ by case only, or not at all. */
    @ParameterizedTest
    @CsvSource({"plugin.yaml, PLUGIN.YAML", "plugin.yaml, plugin.yaml", "a/b, A/b"})
    void a14TwoNamesThatDifferByCaseOnlyAreRefused(String one, String other) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (String name : new String[] {one, other}) {
                zip.putArchiveEntry(new ZipArchiveEntry(name));
                zip.closeArchiveEntry();
            }
        }
        assertThat(refusal(bytes.toByteArray())).contains("is there twice, or differs from another one by case only");
    }

    /** A12: what unpacks to more than the limit is not unpacked. */
    @Test
    void a12ADecompressionBombIsRefused() {
        byte[] bomb = sound.file("zeros", new byte[PackageReader.MOST_BYTES]).build();
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(refusal(bomb)).contains("unpacks to more than 52428800 bytes");
    }

    /** A12: the directory of a zip is a bomb as well. */
    @Test
    void a12ADirectoryOfManyEntriesIsNotRead() {
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i <= PackageReader.MOST_HEADERS; i++) {
            many.put(Integer.toString(i), new byte[0]);
        }
        assertThat(refusal(TestPackage.zip(many))).isEqualTo("the package has more than 16384 headers of zip entries; at most 512 entries are taken");
    }

    @Test
    void aPackageAModuleOrAnEntryCountOverTheLimitIsRefused() {
        assertThat(refusal(new byte[PackageReader.MOST_BYTES + 1])).contains("52428801 bytes");
        Map<String, byte[]> big = new LinkedHashMap<>();
        big.put("plugin.yaml", sound.manifest().getBytes(UTF_8));
        big.put("plugin.wasm", new byte[PackageReader.MOST_MODULE_BYTES + 1]);
        assertThat(refusal(TestPackage.zip(big))).contains("the module plugin.wasm has 20971521 bytes");
        for (int i = 0; i < PackageReader.MOST_ENTRIES; i++) {
            sound.file("f" + i, new byte[0]);
        }
        assertThat(refusal(sound.build())).contains("more than 512 entries");
    }

    @Test
    void anEntryThatWasDamagedIsRefused() throws IOException {
        byte[] stored = archive(Map.of("plugin.yaml", "apiVersion".getBytes(UTF_8)), ZipArchiveOutputStream.STORED);
        for (int i = 0; i < stored.length - 10; i++) {
            if (new String(stored, i, 10, UTF_8).equals("apiVersion")) {
                stored[i]++;
                break;
            }
        }
        assertThat(refusal(stored)).contains("does not have its own checksum");
    }

    @Test
    void whatIsNoZipOrNoPluginSaysSo() {
        assertThat(refusal("no zip".getBytes(UTF_8))).contains("no readable zip");
        assertThat(refusal(TestPackage.zip(Map.of("readme.txt", new byte[0])))).contains("no plugin.yaml at its root")
                .contains("readme.txt");
        assertThat(refusal(TestPackage.zip(Map.of("plugin.yaml", sound.manifest().getBytes(UTF_8)))))
                .contains("/server/wasm names plugin.wasm, which the package does not have");
    }

    private String refusal(byte[] content) {
        InstallException refused = catchThrowableOfType(InstallException.class, () -> reader.read(content));
        assertThat(refused).isNotNull();
        return refused.getMessage();
    }

    private static byte[] archive(Map<String, byte[]> entries, int method) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipArchiveEntry header = new ZipArchiveEntry(entry.getKey());
                header.setMethod(method);
                header.setSize(entry.getValue().length);
                java.util.zip.CRC32 crc = new java.util.zip.CRC32();
                crc.update(entry.getValue());
                header.setCrc(crc.getValue());
                header.setTime(0);
                zip.putArchiveEntry(header);
                zip.write(entry.getValue());
                zip.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
