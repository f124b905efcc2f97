package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.lifecycle.InstallException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;

/**
 * The package in a plugin bundle: plugin.yaml, which the header names, and all other files of its folder, packed as a
 * {@code .tgp}. A bundle and a package with the same files so have the same digest, and grants hold for both. Fragments add
 * nothing: whoever attaches one could change what runs.
 */
final class BundlePackage {
    /** The bundle's header: the path of plugin.yaml in it. */
    static final String HEADER = "Tollgate-Plugin";

    /** What a bundle has at its root that is no part of the plugin. */
    private static final Set<String> OF_THE_BUNDLE = Set.of("META-INF/", "OSGI-INF/", "OSGI-OPT/");
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Bundle bundle;
    private final String folder;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private long room = PackageReader.MOST_BYTES;
    private int entries;

    private BundlePackage(Bundle bundle, String folder) {
        this.bundle = bundle;
        this.folder = folder;
    }

    /** Whether a bundle says that it has a plugin. */
    static boolean isIn(Bundle bundle) {
        return header(bundle) != null;
    }

    static byte[] read(Bundle bundle) throws InstallException {
        String path = header(bundle).strip();
        if (!path.equals(PackageReader.MANIFEST) && !path.endsWith("/" + PackageReader.MANIFEST) || path.startsWith("/")) {
            throw new InstallException("the header " + HEADER + " is '" + PlainText.of(path) + "'; it is the path of "
                    + PackageReader.MANIFEST + " in the bundle");
        }
        BundlePackage read = new BundlePackage(bundle, path.substring(0, path.length() - PackageReader.MANIFEST.length()));
        try {
            read.collect(read.folder);
            if (!read.files.containsKey(PackageReader.MANIFEST)) {
                throw new InstallException("the header " + HEADER + " names " + PlainText.of(path) + ", which the bundle does not have");
            }
            return read.pack();
        } catch (IOException unreadable) {
            throw new InstallException("the bundle cannot be read: " + unreadable.getMessage());
        }
    }

    private static String header(Bundle bundle) {
        return bundle.getHeaders("").get(HEADER);
    }

    private void collect(String parent) throws IOException, InstallException {
        Enumeration<String> paths = bundle.getEntryPaths("/" + parent);
        for (String path : paths == null ? Collections.<String>emptyList() : Collections.list(paths)) {
            if (OF_THE_BUNDLE.contains(path)) {
                continue;
            }
            if (++entries > PackageReader.MOST_ENTRIES) {
                throw new InstallException("the plugin has more than " + PackageReader.MOST_ENTRIES + " files and folders");
            }
            if (path.endsWith("/")) {
                collect(path);
            } else {
                files.put(path.substring(folder.length()), content(path));
            }
        }
    }

    private byte[] content(String path) throws IOException, InstallException {
        // Entries are read by URL, in which these three are no part of a path: another file would be read.
        if (path.matches(".*[#?%].*")) {
            throw new InstallException("the plugin's file '" + PlainText.of(path) + "' has one of # ? % in its name; rename it");
        }
        URL entry = bundle.getEntry("/" + path);
        if (entry == null) {
            throw new InstallException("the plugin's file '" + PlainText.of(path) + "' cannot be read from the bundle; rename it");
        }
        try (InputStream in = entry.openStream()) {
            byte[] file = in.readNBytes((int) room + 1);
            if (file.length > room) {
                throw new InstallException("the plugin's files have more than " + PackageReader.MOST_BYTES + " bytes (50 MB)");
            }
            room -= file.length;
            return file;
        }
    }

    private byte[] pack() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
