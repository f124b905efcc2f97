package dev.tollgate.diagnostics.internal;

import dev.tollgate.lifecycle.Plugins;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Tells whoever starts the server when it serves, or why it does not: the services that make it up are asked for until all
 * of them are there, or a component that they need could not be activated. What else could not be is told, and left out.
 */
@Component(service = Callable.class, property = StartupReport.STARTUP)
public final class StartupReport implements Callable<Integer> {
    static final String STARTUP = "tollgate.startup=true";

    private static final int FAILED = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final List<String> SERVICES = List.of("dev.tollgate.lifecycle.Plugins", "dev.tollgate.lifecycle.Hooks",
            "dev.tollgate.bridge.PluginQueue", "dev.tollgate.jobs.JobHandler", "dev.tollgate.jobs.JobQueue");

    private static final List<String> OPTIONAL = List.of("dev.tollgate.capability-", "dev.tollgate.ingress-");

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final PrintStream err;

    @Activate
    public StartupReport(BundleContext context, @Reference ServiceComponentRuntime components) {
        this(context, components, System.err);
    }

    StartupReport(BundleContext context, ServiceComponentRuntime components, PrintStream err) {
        this.context = context;
        this.components = components;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<String> missing = SERVICES.stream().filter(service -> !serves(service)).toList();
            boolean late = System.nanoTime() - deadline > 0;
            List<String> failures = failures(late || missing.isEmpty() ? component -> true : StartupReport::isEssential);
            // Whoever is told that the server serves calls a hook and means all plugins; only one that has a great many is told before.
            if (missing.isEmpty() && (restored() || late)) {
                failures.forEach(failure -> err.println("tollgate starts without a part of it: " + failure));
                return 0;
            }
            if (!missing.isEmpty() && (!failures.isEmpty() || late)) {
                failures.forEach(failure -> err.println("tollgate cannot start: " + failure));
                if (failures.isEmpty()) {
                    err.println("tollgate cannot start: nobody provides " + String.join(", ", missing));
                }
                return FAILED;
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private boolean restored() {
        ServiceReference<Plugins> reference = context.getServiceReference(Plugins.class);
        Plugins plugins = reference == null ? null : context.getService(reference);
        try {
            return plugins != null && plugins.restored();
        } finally {
            if (plugins != null) {
                context.ungetService(reference);
            }
        }
    }

    /** Asking for a service is what activates its component. */
    private boolean serves(String service) {
        ServiceReference<?> reference = context.getServiceReference(service);
        if (reference == null || context.getService(reference) == null) {
            return false;
        }
        context.ungetService(reference);
        return true;
    }

    /** A gate that is not there is unavailable, and a way for events closed: plugins that need neither run. */
    private static boolean isEssential(ComponentDescriptionDTO component) {
        return OPTIONAL.stream().noneMatch(component.bundle.symbolicName::startsWith);
    }

    private List<String> failures(Predicate<ComponentDescriptionDTO> that) {
        List<String> failures = new ArrayList<>();
        for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs()) {
            if (description.implementationClass.startsWith("dev.tollgate.") && that.test(description)) {
                for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(description)) {
                    if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                        failures.add(cause(configuration.failure));
                    }
                }
            }
        }
        // Who fails because another one did has nothing to say that helps.
        List<String> first = failures.stream().filter(failure -> !failure.startsWith("Unable to get service")).distinct().toList();
        return first.isEmpty() ? failures.stream().distinct().toList() : first;
    }

    /** The innermost message of a stack trace, without its class. */
    static String cause(String trace) {
        String cause = trace.lines().findFirst().orElse("");
        for (String line : trace.lines().toList()) {
            if (line.startsWith("Caused by: ")) {
                cause = line.substring("Caused by: ".length());
            }
        }
        int colon = cause.indexOf(": ");
        return colon > 0 && !cause.substring(0, colon).contains(" ") ? cause.substring(colon + 2) : cause;
    }
}
