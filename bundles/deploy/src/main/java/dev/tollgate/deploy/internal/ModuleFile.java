package dev.tollgate.deploy.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.manifest.ManifestException;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.lifecycle.InstallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A module with its manifest beside it: {@code name.yaml} for {@code name.wasm}, else {@code plugin.yaml} if that names this module. They
 * are packed as the manifest says, so their digest is that of a package with the same two files.
 */
record ModuleFile(Path module) implements DroppedPackage {
    static final String SUFFIX = ".wasm";
    static final String MANIFEST_SUFFIX = ".yaml";
    static final String SHARED_MANIFEST = "plugin.yaml";

    @Override
    public String name() {
        return module.getFileName().toString();
    }

    @Override
    public Stamp stamp() throws IOException {
        Optional<Path> manifest = manifest();
        return Stamp.of(manifest.isPresent() ? List.of(module, manifest.get()) : List.of(module));
    }

    @Override
    public Optional<String> missing() {
        return manifest().isPresent() ? Optional.empty() : Optional.of("it has no manifest yet: put " + PlainText.of(own().getFileName().toString())
                + " beside it, or " + SHARED_MANIFEST + " where it is the only module");
    }

    @Override
    public byte[] content() throws IOException, InstallException {
        Path manifest = manifest().orElseThrow(() -> new InstallException("its manifest was taken away"));
        byte[] yaml = FileContent.read(manifest, ManifestReader.MOST_BYTES);
        String called = called(manifest, yaml);
        if (!manifest.equals(own()) && !called.equals(name())) {
            throw new InstallException("the " + SHARED_MANIFEST + " beside it is of the module " + PlainText.of(called) + ": give this one a manifest of its own, "
                    + PlainText.of(own().getFileName().toString()));
        }
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put(SHARED_MANIFEST, yaml);
        files.put(called, FileContent.read(module, FileContent.MOST_BYTES));
        return Packing.zip(files);
    }

    private static String called(Path manifest, byte[] yaml) throws InstallException {
        try {
            return new ManifestReader().read(yaml).server().wasm();
        } catch (ManifestException invalid) {
            throw new InstallException(invalid.getMessage().lines().map(line -> PlainText.of(manifest.getFileName() + " " + line)).toList());
        }
    }

    private Optional<Path> manifest() {
        return Files.exists(own()) ? Optional.of(own()) : Optional.of(module.resolveSibling(SHARED_MANIFEST)).filter(Files::exists);
    }

    private Path own() {
        String name = name();
        return module.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + MANIFEST_SUFFIX);
    }
}
