package dev.tollgate.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.engine.harness.TestFolder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The official test suite as {@code wast2json} writes it: a folder of JSON files with their modules, or archives of such. */
record SpecSuite(List<Path> scripts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String HOW_TO_GET_IT = "The WebAssembly test suite is not here. Take the tests of github.com/WebAssembly/spec at the tag "
            + "of version 2.0, run wabt's wast2json on each .wast file of test/core (not on its simd folder), put the files or a .tgz of "
            + "them into ../shared/spec beside the repository, or name their folder with -Dwasm.spec=DIR.";

    static Optional<SpecSuite> find() {
        return TestFolder.find("wasm.spec", "shared/spec").map(SpecSuite::in);
    }

    private static SpecSuite in(Path folder) {
        try {
            Path unpacked = TestFolder.target().resolve("wasm-spec");
            for (Path archive : files(folder, ".tgz")) {
                unpack(archive, unpacked);
            }
            List<Path> scripts = files(folder, ".json");
            return new SpecSuite(scripts.isEmpty() && Files.isDirectory(unpacked) ? files(unpacked, ".json") : scripts);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode commands(Path script) {
        try {
            return JSON.readTree(script.toFile()).get("commands");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static byte[] module(Path script, JsonNode command) {
        try {
            return Files.readAllBytes(script.resolveSibling(command.get("filename").textValue()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String name(Path script) {
        return script.getFileName().toString().replace(".json", "");
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private static void unpack(Path archive, Path target) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (entry.isFile() && path.startsWith(target)) {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
