package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.lifecycle.ingress.Services;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows, starts and stops the services of plugins from the shell, on this node. */
@Component(service = ServiceCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=services",
    "osgi.command.function=service", "osgi.command.function=startService", "osgi.command.function=stopService",
    "osgi.command.function=diagnostics"})
public final class ServiceCommands {
    /** How long an operator waits for the event that is being dispatched. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int SHOWN_OF_ONE = 10;
    private static final int SHOWN_STATUS = 2_000;

    private final Services services;

    @Activate
    public ServiceCommands(@Reference Services services) {
        this.services = services;
    }

    @Descriptor("lists the services of this node, with their queues, their counters and their last errors")
    public String services() {
        return Answer.of(() -> {
            List<ServiceView> all = services.list();
            return all.isEmpty() ? "no active plugin has a service" : ServiceTable.of(all, services.totals());
        });
    }

    @Descriptor("shows a service: its state, what it says of itself, its diagnostics")
    public String service(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            ServiceView view = services.get(slug).orElseThrow(
                    () -> new PluginException("no active plugin of that slug has a service; tollgate:services names them"));
            return ServiceTable.of(view) + (view.state() == ServiceState.RUNNING ? "\nstatus     " + status(slug) : "")
                    + diagnostics(services.diagnostics(slug).stream().limit(SHOWN_OF_ONE).toList());
        });
    }

    @Descriptor("starts a service that is stopped or failed, at once")
    public String startService(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> ended(services.start(slug, PluginCommands.BY)));
    }

    @Descriptor("stops a service; events that wait are dispatched first, or discarded")
    public String stopService(
            @Descriptor("discard the events that wait") @Parameter(names = "--discard", presentValue = "true", absentValue = "false") boolean discard,
            @Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> ended(services.stop(slug, discard ? OnStop.DISCARD : OnStop.DRAIN, PluginCommands.BY)));
    }

    @Descriptor("lists what happened to services lately")
    public String diagnostics() {
        return Answer.of(() -> none(diagnostics(services.diagnostics())));
    }

    @Descriptor("lists what happened to a service lately")
    public String diagnostics(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> none(diagnostics(services.diagnostics(slug))));
    }

    private static String ended(ServiceView view) {
        return view.plugin().slug() + " is " + ServiceTable.name(view.state()) + view.reason().map(why -> ": " + PlainText.of(why)).orElse("")
                + (view.depth() > 0 ? "; " + view.depth() + (view.depth() == 1 ? " event waits" : " events wait") : "");
    }

    /** It is the guest that answers, so it can be late, long, or fail. */
    private String status(String slug) {
        try {
            byte[] output = services.status(slug, PATIENCE);
            String text = PlainText.lines(new String(output, StandardCharsets.UTF_8)).strip();
            return text.length() <= SHOWN_STATUS ? text : text.substring(0, SHOWN_STATUS) + "... (" + output.length + " bytes)";
        } catch (PluginException none) {
            return "none: " + PlainText.of(none.getMessage());
        }
    }

    private static String diagnostics(List<Diagnostic> diagnostics) {
        if (diagnostics.isEmpty()) {
            return "";
        }
        Table table = new Table("WHEN", "SERVICE", "LEVEL", "WHAT");
        diagnostics.forEach(each -> table.row(each.at(), each.slug(), ServiceTable.name(each.level()), PlainText.of(each.text())));
        return "\n" + table;
    }

    private static String none(String table) {
        return table.isEmpty() ? "nothing happened lately" : table.substring(1);
    }
}
