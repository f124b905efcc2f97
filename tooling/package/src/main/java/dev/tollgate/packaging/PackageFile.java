package dev.tollgate.packaging;

import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.internal.PackageReader;
import dev.tollgate.lifecycle.internal.PluginPackage;
import dev.tollgate.lifecycle.internal.trust.PackageSignature;
import dev.tollgate.lifecycle.internal.trust.SignatureFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** A package in a file, read once, and as the server reads it. */
record PackageFile(byte[] content, PluginPackage read) {
    private static final PackageReader READER = new PackageReader();

    static PackageFile read(Path file) throws IOException, InstallException {
        byte[] content = Files.readAllBytes(file);
        return new PackageFile(content, READER.read(content));
    }

    /** The same with these signatures and no others; all else is copied as it is. */
    PackageFile signed(List<PackageSignature> signatures) throws IOException, InstallException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile zip = ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(content)).get();
                ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                if (!entry.getName().equals(SignatureFile.NAME)) {
                    try (InputStream raw = zip.getRawInputStream(entry)) {
                        out.addRawArchiveEntry(entry, raw);
                    }
                }
            }
            ZipArchiveEntry entry = new ZipArchiveEntry(SignatureFile.NAME);
            entry.setTime(0);
            out.putArchiveEntry(entry);
            out.write(SignatureFile.write(signatures));
            out.closeArchiveEntry();
        }
        byte[] next = bytes.toByteArray();
        PackageFile written = new PackageFile(next, READER.read(next));
        if (!written.read.id().equals(read.id())) {
            throw new IllegalStateException("the package became another one when it was signed; nothing was written");
        }
        return written;
    }

    /** Whoever reads the file meanwhile sees the one before or this one. */
    void write(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = Files.createTempFile(whole.getParent(), whole.getFileName().toString(), ".part");
        try {
            Files.write(part, content);
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
