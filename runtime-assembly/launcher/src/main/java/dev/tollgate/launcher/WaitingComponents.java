package dev.tollgate.launcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The declarative components that are not satisfied, and what they wait for: the usual reason of a server that does not become ready.
 *
 * <p>Component runtime and launcher share no class (its API belongs to a bundle), so its records are read by the names of their fields,
 * which the OSGi Compendium fixes (chapter 112, package {@code org.osgi.service.component.runtime.dto}).
 */
final class WaitingComponents {

    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";

    /** {@code ComponentConfigurationDTO.FAILED_ACTIVATION}. */
    private static final int FAILED_ACTIVATION = 16;

    private WaitingComponents() {
    }

    /** One line for each; empty when there is no component runtime. */
    static List<String> of(BundleContext context) {
        ServiceReference<?> reference = context.getServiceReference(RUNTIME);
        if (reference == null) {
            return List.of();
        }
        try {
            Object runtime = context.getService(reference);
            Class<?> api = Class.forName(RUNTIME, false, runtime.getClass().getClassLoader());
            List<String> lines = new ArrayList<>();
            var descriptions = (Collection<?>) api.getMethod("getComponentDescriptionDTOs", Bundle[].class)
                    .invoke(runtime, (Object) new Bundle[0]);
            for (Object description : descriptions) {
                var configurations = (Collection<?>) api.getMethod("getComponentConfigurationDTOs", description.getClass())
                        .invoke(runtime, description);
                describe(description, configurations, lines);
            }
            return lines;
        } catch (ReflectiveOperationException e) {
            return List.of("(the components cannot be listed: " + e + ")");
        } finally {
            context.ungetService(reference);
        }
    }

    private static void describe(Object description, Collection<?> configurations, List<String> lines) throws ReflectiveOperationException {
        String name = (String) field(description, "name");
        if (configurations.isEmpty() && "require".equals(field(description, "configurationPolicy"))) {
            lines.add(name + " waits for its configuration");
        }
        for (Object configuration : configurations) {
            if ((int) field(configuration, "state") == FAILED_ACTIVATION) {
                lines.add(name + " failed: " + rootCause((String) field(configuration, "failure")));
            }
            for (Object missing : (Object[]) field(configuration, "unsatisfiedReferences")) {
                lines.add(name + " waits for the service " + type(description, field(missing, "name")) + target(field(missing, "target")));
            }
        }
    }

    private static Object type(Object description, Object reference) throws ReflectiveOperationException {
        for (Object declared : (Object[]) field(description, "references")) {
            if (field(declared, "name").equals(reference)) {
                return field(declared, "interfaceName");
            }
        }
        return reference;
    }

    private static String target(Object filter) {
        return filter == null ? "" : " with " + filter;
    }

    private static Object field(Object dto, String name) throws ReflectiveOperationException {
        return dto.getClass().getField(name).get(dto);
    }

    /** A failure is kept as a printed stack trace: its last cause is the one to read. */
    private static String rootCause(String stackTrace) {
        String cause = "";
        for (String line : stackTrace == null ? List.<String>of() : stackTrace.lines().toList()) {
            if (cause.isEmpty() || line.startsWith("Caused by: ")) {
                cause = line.replaceFirst("^Caused by: ", "");
            }
        }
        return cause;
    }
}
