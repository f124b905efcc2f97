package dev.tollgate.engine.internal.cache;

import dev.tollgate.abi.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;

/**
 * A digest over the class files of some classes and of all that they use in this bundle's own packages. So whoever changes how modules are
 * checked, metered, compiled, tuned or kept changes the digest with it, and need not think of a version number.
 */
public final class Fingerprint {
    private static final String OURS = "dev/tollgate/engine/internal/";
    private static final int CLASS = 7;

    private final ClassLoader loader;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final Deque<String> next = new ArrayDeque<>();

    private Fingerprint(ClassLoader loader) {
        this.loader = loader;
    }

    public static Digest of(Class<?>... roots) {
        Fingerprint fingerprint = new Fingerprint(Fingerprint.class.getClassLoader());
        for (Class<?> root : roots) {
            fingerprint.next.add(root.getName().replace('.', '/'));
        }
        return fingerprint.digest();
    }

    private Digest digest() {
        while (!next.isEmpty()) {
            String name = next.remove();
            if (!files.containsKey(name)) {
                byte[] file = read(name);
                files.put(name, file);
                used(new ClassReader(file));
            }
        }
        MessageDigest hash = Digest.sha256();
        files.values().forEach(hash::update);
        return Digest.of(hash);
    }

    /** The classes that its constant pool names. */
    private void used(ClassReader file) {
        char[] buffer = new char[file.getMaxStringLength()];
        for (int i = 1; i < file.getItemCount(); i++) {
            int at = file.getItem(i);
            if (at > 0 && file.readByte(at - 1) == CLASS) {
                String name = file.readUTF8(at, buffer);
                String element = name.startsWith("[") ? name.substring(name.indexOf('L') + 1, name.length() - 1) : name;
                if (element.startsWith(OURS)) {
                    next.add(element);
                }
            }
        }
    }

    private byte[] read(String name) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            if (in == null) {
                throw new IllegalStateException("the class file of " + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
