package dev.tollgate.ingress.webhook.internal;

import dev.tollgate.web.HttpEndpoint;
import dev.tollgate.web.HttpRequest;
import dev.tollgate.web.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All webhooks of this node, by their paths. A path is compared as it was sent, so that there are no other ways to write one. */
@Component(service = {HttpEndpoint.class, HostedWebhooks.class}, configurationPid = WebhooksSettings.PID)
@Designate(ocd = WebhooksSettings.class)
public final class HostedWebhooks implements HttpEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(HostedWebhooks.class);
    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

    private final String prefix;
    private final Clock clock;
    private final BodyReader bodies;
    private final List<Webhook> webhooks = new CopyOnWriteArrayList<>();

    @Activate
    public HostedWebhooks(WebhooksSettings settings) {
        this(settings, Clock.systemUTC(), System::nanoTime);
    }

    HostedWebhooks(WebhooksSettings settings, Clock clock, LongSupplier nanos) {
        this.clock = clock;
        Setting of = new Setting(WebhooksSettings.PID);
        this.prefix = of.required("prefix", settings.prefix(), PREFIX, "a path such as /hooks");
        this.bodies = new BodyReader(of.within("requests.most", settings.requests_most(), 1, 1000),
                Duration.ofMillis(of.within("read.ms", settings.read_ms(), 100, 600_000)), nanos);
    }

    @Override
    public String path() {
        return prefix + "/*";
    }

    /** Any: what is said to others than POST is said here, and only where there is a webhook. */
    @Override
    public Set<String> methods() {
        return Set.of();
    }

    /** That each webhook has a bound of its own is a {@link BodyReader}'s matter. */
    @Override
    public int mostBodyBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        String path = request.path();
        if (path.startsWith(prefix)) {
            String rest = path.substring(prefix.length());
            for (Webhook webhook : webhooks) {
                if (webhook.endpoint().path().equals(rest)) {
                    return webhook.answer(request, bodies);
                }
            }
        }
        return Answers.UNKNOWN;
    }

    Clock clock() {
        return clock;
    }

    /** The first of a path keeps it. */
    void add(Webhook webhook) {
        Endpoint added = webhook.endpoint();
        webhooks.stream().map(Webhook::endpoint).filter(other -> other.path().equals(added.path())).findFirst().ifPresentOrElse(
                other -> LOG.error("{}: path: {} is that of {} already, which keeps it; set another", added.pid(), added.path(), other.pid()),
                () -> LOG.info("{}: {}{} is for {}/{}, as soon as the HTTP service is on", added.source(), prefix, added.path(), added.slug(),
                        added.ingress()));
        webhooks.add(webhook);
    }

    void remove(Webhook webhook) {
        webhooks.remove(webhook);
    }
}
