package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.limits.Limits;

/** What one plugin may use at present: what its manifest asks for, under ceilings that an operator may change while it runs. */
final class PluginCaps {
    private final Manifest manifest;
    private final Ceilings ceilings;
    private volatile Caps last;

    /** What came of one state of the ceilings. */
    private record Caps(Ceilings.Most most, Limits hooks, Limits jobs) {
    }

    PluginCaps(Manifest manifest, Ceilings ceilings) {
        this.manifest = manifest;
        this.ceilings = ceilings;
    }

    Limits hooks() {
        return now().hooks();
    }

    Limits jobs() {
        return now().jobs();
    }

    Limits highResourceJobs() {
        return now().most().highResourceJobs();
    }

    private Caps now() {
        Caps known = last;
        Ceilings.Most most = ceilings.most();
        if (known == null || known.most() != most) {
            known = new Caps(most, ceilings.hooks(manifest).effective(), ceilings.jobs(manifest).effective());
            last = known;
        }
        return known;
    }
}
