package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestException;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.internal.trust.PackageSignature;
import dev.tollgate.lifecycle.internal.trust.SignatureFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Reads a package once, from memory. The digest is taken over what was unpacked and is used (each entry's name and
 * content, by name), so it does not depend on how the zip was made, and there is nothing to swap between check and use. Its signatures, which
 * are over the digest, are no part of it.
 */
public final class PackageReader {
    static final int MOST_BYTES = 50 << 20;
    static final int MOST_ENTRIES = 512;
    /** A zip within a package has headers too, and these need not be those of entries. */
    static final int MOST_HEADERS = 16_384;
    static final int MOST_MODULE_BYTES = 20 << 20;
    static final int MOST_CAPABILITY_BYTES = 1 << 20;
    static final String MANIFEST = "plugin.yaml";

    private final ManifestReader manifests = new ManifestReader();

    public PluginPackage read(byte[] content) throws InstallException {
        Map<String, byte[]> files = unpack(content);
        List<PackageSignature> signatures = signatures(files.remove(SignatureFile.NAME));
        byte[] yaml = files.get(MANIFEST);
        if (yaml == null) {
            throw new InstallException("the package has no " + MANIFEST + " at its root; it has "
                    + files.keySet().stream().limit(10).toList());
        }
        try {
            Manifest manifest = manifests.read(yaml);
            byte[] wasm = files.get(manifest.server().wasm());
            if (wasm == null) {
                throw new InstallException(MANIFEST + " /server/wasm names " + manifest.server().wasm()
                        + ", which the package does not have");
            }
            if (wasm.length > MOST_MODULE_BYTES) {
                throw new InstallException("the module " + manifest.server().wasm() + " has " + wasm.length
                        + " bytes; at most " + MOST_MODULE_BYTES + " (20 MB) are taken");
            }
            return new PluginPackage(new PluginId(manifest.slug(), manifest.version(), digest(files)), manifest, wasm, signatures,
                    capabilityFiles(manifest, files));
        } catch (ManifestException invalid) {
            throw new InstallException(invalid.getMessage());
        }
    }

    private static List<PackageSignature> signatures(byte[] file) throws InstallException {
        try {
            return file == null ? List.of() : SignatureFile.read(file);
        } catch (IllegalArgumentException malformed) {
            throw new InstallException("the package's " + SignatureFile.NAME + " cannot be read: " + malformed.getMessage());
        }
    }

    /** What the package brings for its capabilities, which is held for as long as the plugin is loaded. */
    private static Map<String, Map<String, byte[]>> capabilityFiles(Manifest manifest, Map<String, byte[]> files) throws InstallException {
        Map<String, Map<String, byte[]>> byCapability = new HashMap<>();
        for (String capability : manifest.capabilities().keySet()) {
            Map<String, byte[]> own = new TreeMap<>();
            String folder = capability + "/";
            files.forEach((name, file) -> {
                if (name.startsWith(folder)) {
                    own.put(name.substring(folder.length()), file);
                }
            });
            long bytes = own.values().stream().mapToLong(file -> file.length).sum();
            if (bytes > MOST_CAPABILITY_BYTES) {
                throw new InstallException("the package's folder " + folder + " has " + bytes + " bytes; at most " + MOST_CAPABILITY_BYTES
                        + " (1 MB) are taken");
            }
            if (!own.isEmpty()) {
                byCapability.put(capability, own);
            }
        }
        return byCapability;
    }

    private static Map<String, byte[]> unpack(byte[] content) throws InstallException {
        if (content.length > MOST_BYTES) {
            throw new InstallException("the package has " + content.length + " bytes; at most " + MOST_BYTES
                    + " (50 MB) are taken");
        }
        // All of the directory is read before the first entry is seen, and of 50 MB that could be a million.
        if (headers(content) > MOST_HEADERS) {
            throw new InstallException("the package has more than " + MOST_HEADERS + " headers of zip entries; at most " + MOST_ENTRIES
                    + " entries are taken");
        }
        try (ZipFile zip = ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(content)).get()) {
            Map<String, byte[]> files = new TreeMap<>();
            Set<String> seen = new HashSet<>();
            long room = MOST_BYTES;
            int entries = 0;
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (++entries > MOST_ENTRIES) {
                    throw new InstallException("the package has more than " + MOST_ENTRIES + " entries");
                }
                check(entry, seen);
                if (!entry.isDirectory()) {
                    byte[] file = unpack(zip, entry, room);
                    room -= file.length;
                    files.put(entry.getName(), file);
                }
            }
            return files;
        } catch (IOException | IllegalArgumentException malformed) {
            throw new InstallException("the package is no readable zip: " + malformed.getMessage());
        }
    }

    private static int headers(byte[] content) {
        int headers = 0;
        for (int i = 0; i + 3 < content.length; i++) {
            if (content[i] == 'P' && content[i + 1] == 'K' && content[i + 2] == 1 && content[i + 3] == 2) {
                headers++;
            }
        }
        return headers;
    }

    private static void check(ZipArchiveEntry entry, Set<String> seen) throws InstallException {
        String name = entry.getName();
        String shown = "the package's entry '" + name.replaceAll("[^\\x20-\\x7e]", "?") + "' ";
        if (name.isEmpty() || name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
            throw new InstallException(shown + "has an absolute path; paths are relative to the package");
        }
        if (!name.matches("[\\x20-\\x5b\\x5d-\\x7e]+")) {
            throw new InstallException(shown + "has a backslash, a control character or a character outside ASCII in its name");
        }
        for (String part : name.split("/")) {
            if (part.equals("..") || part.equals(".") || part.isEmpty()) {
                throw new InstallException(shown + "leaves the package's folder or names it in a roundabout way");
            }
        }
        if (entry.isUnixSymlink()) {
            throw new InstallException(shown + "is a symbolic link; a package holds files and folders");
        }
        String folded = name.toLowerCase(Locale.ROOT);
        if (!seen.add(folded.endsWith("/") ? folded.substring(0, folded.length() - 1) : folded)) {
            throw new InstallException(shown + "is there twice, or differs from another one by case only");
        }
    }

    private static byte[] unpack(ZipFile zip, ZipArchiveEntry entry, long room) throws IOException, InstallException {
        if (!zip.canReadEntryData(entry)) {
            throw new InstallException("the package's entry '" + entry.getName()
                    + "' is encrypted or compressed in a way that is not read; use deflate");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] file = in.readNBytes((int) room + 1);
            if (file.length > room) {
                throw new InstallException("the package unpacks to more than " + MOST_BYTES + " bytes (50 MB)");
            }
            CRC32 checksum = new CRC32();
            checksum.update(file);
            if (checksum.getValue() != entry.getCrc()) {
                throw new InstallException("the package's entry '" + entry.getName() + "' does not have its own checksum: it was "
                        + "damaged, make or fetch the package again");
            }
            return file;
        }
    }

    private static Digest digest(Map<String, byte[]> files) {
        MessageDigest hash = Digest.sha256();
        files.forEach((name, file) -> {
            byte[] path = name.getBytes(StandardCharsets.UTF_8);
            hash.update(ByteBuffer.allocate(8).putInt(path.length).putInt(file.length).array());
            hash.update(path);
            hash.update(file);
        });
        return Digest.of(hash);
    }
}
