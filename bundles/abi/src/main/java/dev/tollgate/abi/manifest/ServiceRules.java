package dev.tollgate.abi.manifest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the schema cannot say of a service. */
final class ServiceRules {
    private static final Duration LONGEST_EVENT = Duration.ofMinutes(10);

    private ServiceRules() {
    }

    static List<Violation> violations(Manifest.Service service) {
        List<Violation> violations = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < service.ingress().size(); i++) {
            Manifest.Ingress ingress = service.ingress().get(i);
            if (!names.add(ingress.name())) {
                violations.add(new Violation("/service/ingress/" + i + "/name", "'" + ingress.name()
                        + "' is declared twice; an ingress is declared once"));
            }
            Duration timeout = Durations.parse(ingress.timeout()).orElseThrow();
            if (timeout.isZero() || timeout.compareTo(LONGEST_EVENT) > 0) {
                violations.add(new Violation("/service/ingress/" + i + "/timeout", "is longer than 0 and at most "
                        + LONGEST_EVENT.toMinutes() + "m"));
            }
        }
        return violations;
    }
}
