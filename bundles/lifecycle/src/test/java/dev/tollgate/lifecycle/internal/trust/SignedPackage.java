package dev.tollgate.lifecycle.internal.trust;

import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.internal.PackageReader;

/** Packages with a signature. */
public final class SignedPackage {
    private SignedPackage() {
    }

    public static byte[] of(TestPackage unsigned, Publisher publisher) {
        try {
            return unsigned.file(SignatureFile.NAME, publisher.file(new PackageReader().read(unsigned.build()).id())).build();
        } catch (InstallException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
