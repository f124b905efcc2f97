package dev.tollgate.engine.internal.cache;

import dev.tollgate.abi.Digest;
import java.nio.charset.StandardCharsets;

/**
 * Everything that compiled code depends on, one line each.
 *
 * @param text what is compared, and what a kept entry is bound to
 */
public record CodeKey(String text) {
    /**
     * The JVM's version is no part of it: the compiler writes class files for Java 11, the same on each.
     *
     * @param module  the digest of the original module
     * @param engine  the engine's name and version
     * @param fuel    the version of the fuel schedule
     * @param made    what made it, see {@link Fingerprint}
     * @param backend what it is made for
     */
    public static CodeKey of(Digest module, String engine, int fuel, Digest made, String backend) {
        return new CodeKey("module " + module + "\nengine " + engine + "\nfuel " + fuel + "\nmade " + made + "\nbackend " + backend + "\n");
    }

    /** A name for a file: 64 digits. */
    String name() {
        return Digest.of(bytes()).hex();
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
