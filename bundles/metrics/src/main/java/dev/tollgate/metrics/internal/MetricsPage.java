package dev.tollgate.metrics.internal;

import dev.tollgate.engine.Compilations;
import dev.tollgate.engine.GuestMemory;
import dev.tollgate.jobs.Backlogs;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.ingress.Services;
import dev.tollgate.limits.Refusals;
import dev.tollgate.web.BearerToken;
import dev.tollgate.web.HttpEndpoint;
import dev.tollgate.web.HttpRequest;
import dev.tollgate.web.HttpResponse;
import dev.tollgate.web.SecretUnusableException;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All metrics as Prometheus reads them. */
@Component(service = HttpEndpoint.class)
public final class MetricsPage implements HttpEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsPage.class);
    /** At a time: while a store hangs, those who come wait for nothing and hold no thread of the HTTP service. */
    private static final int MOST_SCRAPES = 4;
    private static final HttpResponse BUSY = HttpResponse.problem(503, "Other scrapes are still under way.");
    private static final HttpResponse UNREADABLE = HttpResponse.problem(503, "The server's token is not usable; its log says why.");

    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Semaphore scrapes = new Semaphore(MOST_SCRAPES);
    private final Registry registry;
    private final Reading<List<PluginView>> plugins;
    private final Readings readings;
    /** Anybody can bring them about. */
    private final Refusals refusals;

    @Activate
    public MetricsPage(@Reference Registry registry, @Reference Plugins plugins, @Reference Jobs jobs, @Reference Backlogs backlogs,
            @Reference Services services, @Reference GuestMemory memory, @Reference Compilations compilations) {
        this(registry, new Sources(plugins, jobs, backlogs, services, memory, compilations), LOG::warn, Clock.systemUTC(), System::nanoTime);
    }

    /** Who is asked. */
    record Sources(Plugins plugins, Jobs jobs, Backlogs backlogs, Services services, GuestMemory memory, Compilations compilations) {
    }

    MetricsPage(Registry registry, Sources sources, Consumer<String> log, Clock clock, LongSupplier nanoTime) {
        this.registry = registry;
        this.refusals = new Refusals(MetricsSettings.PID, log, clock);
        this.readings = new Readings(registry.metrics(), nanoTime);
        this.plugins = readings.reading("plugins", () -> listed(sources.plugins()));
        PluginReadings.of(plugins, registry.labels(), readings);
        JobReadings.of(sources.jobs(), sources.backlogs(), clock, readings);
        ServiceReadings.of(sources.services(), registry.labels(), readings);
        EngineReadings.of(sources.memory(), sources.compilations(), readings);
    }

    /** What there is of plugins that are gone is dropped; one that came while the list was made is not on it, and has not gone. */
    private List<PluginView> listed(Plugins installed) {
        Set<String> before = registry.labels().own();
        List<PluginView> all = installed.list();
        Set<String> staying = all.stream().map(plugin -> plugin.current().slug()).collect(Collectors.toCollection(HashSet::new));
        registry.labels().own().stream().filter(slug -> !before.contains(slug)).forEach(staying::add);
        registry.retain(staying);
        return all;
    }

    @Deactivate
    void close() {
        readings.close();
        refusals.close();
    }

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws IOException {
        try {
            return registry.access().permits(request) ? page(request) : BearerToken.DENIED;
        } catch (SecretUnusableException unusable) {
            refusals.add("token.file", unusable.getMessage());
            return UNREADABLE;
        }
    }

    private HttpResponse page(HttpRequest request) throws IOException {
        if (!scrapes.tryAcquire()) {
            return BUSY;
        }
        try {
            return scraped(request);
        } finally {
            scrapes.release();
        }
    }

    private HttpResponse scraped(HttpRequest request) throws IOException {
        // First of all, so that what is dropped is not read any more.
        plugins.get();
        ExpositionFormatWriter writer = formats.getOpenMetricsTextFormatWriter().accepts(String.join(",", request.headers("Accept")))
                ? formats.getOpenMetricsTextFormatWriter() : formats.getPrometheusTextFormatWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(out, registry.metrics().scrape());
        return HttpResponse.of(200, writer.getContentType(), out.toString(StandardCharsets.UTF_8));
    }
}
