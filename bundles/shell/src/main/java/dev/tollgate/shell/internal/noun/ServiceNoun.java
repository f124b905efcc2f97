package dev.tollgate.shell.internal.noun;

import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.ServiceTotals;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.lifecycle.ingress.Services;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows, starts and stops the services of plugins, on this node. */
@Component
@Command(name = Noun.SCOPE + "services", description = "shows, starts and stops the services of plugins")
public final class ServiceNoun implements Noun {
    /** How long an operator waits for the event that is being dispatched. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int SHOWN_OF_ONE = 10;
    private static final int SHOWN_STATUS = 2_000;

    private final Services services;

    @Activate
    public ServiceNoun(@Reference Services services) {
        this.services = services;
    }

    @Command(name = "list", description = "lists the services of this node, with their queues, counters and last errors")
    public Act list() {
        return caller -> {
            List<Doc> rows = services.list().stream().map(ServiceData::of).toList();
            ServiceTotals totals = services.totals();
            Page page = rows.isEmpty() ? new Page().text("no active plugin has a service") : new Page().table(ServiceData.LIST, rows)
                    .text("all: " + totals.running() + " running, " + totals.failed() + " failed, " + totals.depth() + " events wait");
            return new Answer(Doc.array(rows), () -> page.toString().stripLeading());
        };
    }

    @Command(name = "status", description = "shows a service: its state, what it says of itself, its diagnostics")
    public Act status(@Parameters(paramLabel = "SERVICE", description = "its plugin's slug") String slug) {
        return caller -> {
            ServiceView view = known(slug);
            String says = view.state() == ServiceState.RUNNING ? ofItself(slug) : "";
            List<Doc> diagnostics = services.diagnostics(slug).stream().limit(SHOWN_OF_ONE).map(ServiceData::of).toList();
            Page page = ServiceData.page(view).block("status", says);
            return Answer.page(ServiceData.of(view).put("status", says).put("diagnostics", diagnostics),
                    diagnostics.isEmpty() ? page : page.table(ServiceData.DIAGNOSTICS, diagnostics));
        };
    }

    @Command(name = "start", description = "starts a service that is stopped or failed, at once")
    public Act start(@Parameters(paramLabel = "SERVICE", description = "its plugin's slug") String slug) {
        return caller -> {
            known(slug);
            return became(services.start(slug, caller.name()));
        };
    }

    @Command(name = "stop", description = "stops a service; events that wait are dispatched first, or discarded")
    public Act stop(@Parameters(paramLabel = "SERVICE", description = "its plugin's slug") String slug,
            @Option(names = "--discard", description = "discard the events that wait") boolean discard) {
        return caller -> {
            known(slug);
            return became(services.stop(slug, discard ? OnStop.DISCARD : OnStop.DRAIN, caller.name()));
        };
    }

    @Command(name = "restart", description = "stops a service when the events that wait are dispatched, and starts it anew")
    public Act restart(@Parameters(paramLabel = "SERVICE", description = "its plugin's slug") String slug,
            @Option(names = "--discard", description = "discard the events that wait") boolean discard) {
        return caller -> {
            ServiceState state = known(slug).state();
            if (state != ServiceState.STOPPED && state != ServiceState.FAILED) {
                services.stop(slug, discard ? OnStop.DISCARD : OnStop.DRAIN, caller.name());
            }
            return became(services.start(slug, caller.name()));
        };
    }

    @Command(name = "diagnostics", description = "lists what happened lately to all services, or to one")
    public Act diagnostics(@Parameters(paramLabel = "SERVICE", arity = "0..1", description = "its plugin's slug") String slug) {
        return caller -> {
            List<Diagnostic> diagnostics = slug == null ? services.diagnostics() : services.diagnostics(slug);
            return Answer.rows(ServiceData.DIAGNOSTICS, diagnostics.stream().map(ServiceData::of).toList(), "nothing happened lately");
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return label.equals("SERVICE") ? services.list().stream().map(view -> view.plugin().slug()).toList() : List.of();
    }

    private ServiceView known(String slug) {
        return services.get(slug).orElseThrow(() -> new PluginException("no active plugin of that slug has a service; tollgate:services names them"));
    }

    private static Answer became(ServiceView view) {
        return Answer.said(ServiceData.of(view), view.plugin().slug() + " is " + Doc.name(view.state()) + view.reason().map(why -> ": " + why).orElse("")
                + (view.depth() > 0 ? "; " + view.depth() + (view.depth() == 1 ? " event waits" : " events wait") : ""));
    }

    /** It is the guest that answers, so it can be late, long, or fail. */
    private String ofItself(String slug) {
        try {
            byte[] output = services.status(slug, PATIENCE);
            String text = new String(output, StandardCharsets.UTF_8).strip();
            return text.length() <= SHOWN_STATUS ? text : text.substring(0, SHOWN_STATUS) + "... (" + output.length + " bytes)";
        } catch (PluginException none) {
            return "none: " + none.getMessage();
        }
    }
}
