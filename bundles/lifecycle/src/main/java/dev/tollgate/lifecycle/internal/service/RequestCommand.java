package dev.tollgate.lifecycle.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tollgate.abi.PluginId;
import dev.tollgate.configuration.RefusedConfigurationException;
import dev.tollgate.lifecycle.ingress.Diagnostic.Level;
import dev.tollgate.lifecycle.ingress.HostRequests;
import dev.tollgate.lifecycle.ingress.OutputRefusedException;
import dev.tollgate.lifecycle.ingress.OutputTarget;
import dev.tollgate.limits.TokenBucket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code host request}: a service asks the application for something that an operator allowed it to ask for. */
@Component(service = RequestCommand.class, configurationPid = OutputSettings.PID)
@Designate(ocd = OutputSettings.class)
public final class RequestCommand implements OutputTarget {
    static final String NAME = "host request";
    static final int MOST_BYTES = 65_536;

    private static final Logger LOG = LoggerFactory.getLogger(RequestCommand.class);
    private static final int THREADS = 4;
    private static final int SHOWN_FAILURES = 10;

    private final DiagnosticLog log;
    private final RequestQueue queue;
    private final Runnable closing;
    private final TokenBucket failures;
    private final Ranked<HostRequests> applications = new Ranked<>(HostRequests.NAMES);
    private volatile RequestRules rules;

    @Activate
    public RequestCommand(OutputSettings settings, @Reference DiagnosticLog log, Map<String, Object> properties) {
        this(rules(settings, properties), log, threads(), System::nanoTime);
    }

    RequestCommand(RequestRules rules, DiagnosticLog log, Executor threads, LongSupplier nanoTime) {
        this.rules = rules;
        this.log = log;
        this.queue = new RequestQueue(threads);
        this.failures = new TokenBucket(SHOWN_FAILURES, SHOWN_FAILURES, nanoTime);
        this.closing = threads instanceof ExecutorService own ? own::shutdownNow : () -> { };
    }

    private static RequestRules rules(OutputSettings settings, Map<String, Object> properties) {
        RefusedConfigurationException.throwIfRefused(properties);
        return RequestRules.of(settings);
    }

    private static ExecutorService threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "tollgate-requests");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Modified
    void configure(OutputSettings settings) {
        rules = RequestRules.of(settings);
    }

    @Deactivate
    void close() {
        closing.run();
    }

    void add(HostRequests application, Map<String, Object> properties) {
        applications.add(application, properties);
    }

    void remove(Map<String, Object> properties) {
        applications.remove(properties);
    }

    @Override
    public Prepared prepare(PluginId plugin, JsonNode command) throws OutputRefusedException {
        CommandFields fields = CommandFields.of(command, "name", "payload");
        String name = fields.text("name", CommandFields.LONGEST_NAME);
        String slug = plugin.slug();
        RequestRules now = rules;
        if (!now.allow(name, slug)) {
            throw new OutputRefusedException("/name: " + slug + " may not ask for '" + CommandFields.brief(name)
                    + "'; an operator allows it with 'requests = <name>=" + slug + "' in the configuration " + OutputSettings.PID);
        }
        if (applications.best(name).isEmpty()) {
            throw new OutputRefusedException("/name: nobody serves '" + name + "' now");
        }
        JsonNode payload = command.has("payload") ? command.get("payload") : NullNode.getInstance();
        int bytes = payload.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new OutputRefusedException("/payload: is " + bytes + " bytes of JSON; at most " + MOST_BYTES + " are taken");
        }
        if (!queue.reserve(slug, now.waiting())) {
            throw new OutputRefusedException(": " + now.waiting() + " requests of " + slug + " wait already (requests.waiting in the configuration "
                    + OutputSettings.PID + ")");
        }
        return new Reserved(plugin, name, payload);
    }

    /** A request with a place in the queue. */
    private final class Reserved implements Prepared {
        private final PluginId plugin;
        private final String name;
        private final JsonNode payload;

        Reserved(PluginId plugin, String name, JsonNode payload) {
            this.plugin = plugin;
            this.name = name;
            this.payload = payload;
        }

        @Override
        public void commit() {
            try {
                queue.put(plugin.slug(), () -> request(plugin, name, payload));
            } catch (RejectedExecutionException stopping) {
                dropped(plugin, name, "the host is stopping");
            }
        }

        @Override
        public void cancel() {
            queue.cancel(plugin.slug());
        }
    }

    /** What was allowed when it was written may no longer be, and who served it may have gone. */
    private void request(PluginId plugin, String name, JsonNode payload) {
        Optional<HostRequests> application = applications.best(name);
        if (!rules.allow(name, plugin.slug())) {
            dropped(plugin, name, "it is no longer allowed");
        } else if (application.isEmpty()) {
            dropped(plugin, name, "nobody serves it any more");
        } else {
            request(application.get(), plugin, name, payload);
        }
    }

    private void request(HostRequests application, PluginId plugin, String name, JsonNode payload) {
        try {
            application.request(plugin, name, payload);
        } catch (Exception | LinkageError failed) {
            log.note(plugin.slug(), Level.ERROR, "the request '" + name + "' failed in the application; its log says why");
            if (failures.tryTake()) {
                LOG.error("the request '{}' of {} failed", name, plugin, failed);
            }
        }
    }

    private void dropped(PluginId plugin, String name, String why) {
        log.note(plugin.slug(), Level.WARNING, "the request '" + name + "' was dropped: " + why);
    }
}
