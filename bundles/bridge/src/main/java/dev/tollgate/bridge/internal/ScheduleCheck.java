package dev.tollgate.bridge.internal;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.Violation;
import dev.tollgate.jobs.Schedules;
import dev.tollgate.lifecycle.ManifestCheck;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Refuses a package whose schedules could never fire. */
@Component(service = ManifestCheck.class)
public final class ScheduleCheck implements ManifestCheck {
    private final Schedules schedules;

    @Activate
    public ScheduleCheck(@Reference Schedules schedules) {
        this.schedules = schedules;
    }

    @Override
    public List<Violation> violations(Manifest manifest) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < manifest.schedules().size(); i++) {
            String pointer = "/schedules/" + i + "/pattern";
            schedules.fault(PluginDeclarations.contract(manifest.schedules().get(i)))
                    .ifPresent(fault -> violations.add(new Violation(pointer, fault)));
        }
        return violations;
    }
}
