package dev.tollgate.itests;

import dev.tollgate.guests.TestPackage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Bundles that hold a plugin, a class, or nothing. */
final class BundleJar {
    private BundleJar() {
    }

    /** A plugin bundle with the files of a package; {@code headers} are name, value, name, value, ... */
    static byte[] of(String name, TestPackage plugin, String... headers) {
        Manifest manifest = manifest(name, headers);
        manifest.getMainAttributes().putValue("Tollgate-Plugin", "plugin.yaml");
        return jar(manifest, plugin.build());
    }

    /** A bundle with nothing but headers. */
    static byte[] with(String name, String... headers) {
        return jar(manifest(name, headers), new byte[0]);
    }

    /** A bundle that is one class, which is its activator, and what that class imports. */
    static byte[] with(String name, Class<?> activator, String imports, String... headers) throws IOException {
        Manifest manifest = manifest(name, headers);
        manifest.getMainAttributes().putValue("Bundle-Activator", activator.getName());
        manifest.getMainAttributes().putValue("Import-Package", imports);
        try (InputStream code = activator.getResourceAsStream(activator.getSimpleName() + ".class")) {
            return jar(manifest, TestPackage.zip(Map.of(activator.getName().replace('.', '/') + ".class", code.readAllBytes())));
        }
    }

    private static Manifest manifest(String name, String... headers) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        for (int i = 0; i < headers.length; i += 2) {
            manifest.getMainAttributes().putValue(headers[i], headers[i + 1]);
        }
        return manifest;
    }

    private static byte[] jar(Manifest manifest, byte[] files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest); ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(files))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                jar.putNextEntry(new ZipEntry(entry.getName()));
                zip.transferTo(jar);
                jar.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
