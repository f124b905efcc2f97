package dev.tollgate.ingress.webhook.internal;

import dev.tollgate.configuration.RefusedConfigurationException;
import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.limits.Refusals;
import dev.tollgate.web.HttpRequest;
import dev.tollgate.web.HttpResponse;
import dev.tollgate.web.SecretUnusableException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One webhook. The cheap checks come first, and nothing of a request counts before its signature is good. */
@Component(service = {}, immediate = true, configurationPid = WebhookSettings.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WebhookSettings.class, factory = true)
public final class Webhook {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

    private final Endpoint endpoint;
    private final Ingress ingress;
    private final Clock clock;
    private final Refusals refusals;
    private final HostedWebhooks all;

    @Activate
    public Webhook(@Reference Ingress ingress, @Reference HostedWebhooks all, WebhookSettings settings, Map<String, Object> properties) {
        RefusedConfigurationException.throwIfRefused(properties);
        this.endpoint = Endpoint.of(String.valueOf(properties.get(Constants.SERVICE_PID)), settings);
        this.ingress = ingress;
        this.clock = all.clock();
        this.refusals = new Refusals(endpoint.source(), LOG::warn, clock);
        this.all = all;
        all.add(this);
        endpoint.seal().ifPresent(this::look);
    }

    /** Whoever runs the server learns at its start what senders would be the first to see. The file is read for each request, so it may yet come. */
    private void look(Endpoint.Seal seal) {
        try {
            seal.secrets().read();
        } catch (SecretUnusableException unusable) {
            LOG.error("{}: secret.file: {}; until then every request is answered with 503", endpoint.pid(), unusable.getMessage());
        }
    }

    Endpoint endpoint() {
        return endpoint;
    }

    HttpResponse answer(HttpRequest request, BodyReader bodies) {
        try {
            if (!request.method().equals("POST")) {
                throw new RefusedException(Answers.NOT_POST, "another method than POST");
            }
            endpoint.types().check(request);
            return bodies.with(request, endpoint.maxBytes(), body -> offered(request, body));
        } catch (RefusedException refused) {
            refusals.add(Integer.toString(refused.answer().status()), refused.getMessage());
            return refused.answer();
        } catch (RuntimeException failed) {
            refusals.add("503", failed.toString());
            return Answers.UNAVAILABLE;
        }
    }

    private HttpResponse offered(HttpRequest request, byte[] body) throws RefusedException {
        checkSeal(request, body);
        Optional<String> correlation = endpoint.head().correlation(request);
        IngressEvent event = IngressEvent.of(endpoint.slug(), endpoint.source(), endpoint.ingress(), endpoint.head().kind(request), body,
                clock.instant());
        Offer offer = ingress.offer(correlation.map(event::correlated).orElse(event));
        if (!offer.accepted()) {
            throw new RefusedException(Answers.to(offer.result()), offer.result().status() + " " + offer.result().detail());
        }
        return Answers.ACCEPTED;
    }

    private void checkSeal(HttpRequest request, byte[] body) throws RefusedException {
        if (endpoint.seal().isPresent()) {
            Endpoint.Seal seal = endpoint.seal().get();
            try {
                if (!seal.signature().of(request, body, seal.secrets().read(), clock.instant())) {
                    throw new RefusedException(Answers.UNSIGNED, "a signature that is missing, not good, or of another time");
                }
            } catch (SecretUnusableException unusable) {
                throw new RefusedException(Answers.UNAVAILABLE, unusable.getMessage());
            }
        }
    }

    @Deactivate
    void close() {
        all.remove(this);
        refusals.close();
    }
}
