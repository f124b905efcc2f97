package dev.tollgate.bridge.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.manifest.Manifest;

/** What is said of the job types that a manifest declares. */
final class JobTypes {
    private JobTypes() {
    }

    static String undeclared(String type, Manifest manifest) {
        return manifest.slug() + " declares no job type '" + PlainText.of(type) + "'; it declares "
                + manifest.jobs().stream().map(Manifest.Job::type).toList();
    }
}
