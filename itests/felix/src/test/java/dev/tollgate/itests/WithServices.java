package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertTrue;

import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.lifecycle.ingress.Services;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;

/** Plugins that are given events. */
public abstract class WithServices extends WithGates {
    static final Duration PATIENCE = Duration.ofNanos(PATIENCE_NANOS);

    @Inject
    Ingress ingress;
    @Inject
    Services services;
    @Inject
    CommandProcessor shell;

    /** Installs, grants, activates, and waits until its service takes events. */
    void running(String slug, TestPackage plugin) throws Exception {
        active(plugin);
        until(slug, ServiceState.RUNNING);
    }

    Offer offer(String slug, String name, String payload) {
        return ingress.offer(event(slug, name, payload));
    }

    static IngressEvent event(String slug, String name, String payload) {
        return IngressEvent.of(slug, "itest", name, "note", payload.getBytes(UTF_8), Instant.EPOCH);
    }

    /** What became of it after all its attempts. */
    static IngressResult end(Offer offer) throws Exception {
        return offer.end().toCompletableFuture().get(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
    }

    static IngressStatus ended(Offer offer) throws Exception {
        return end(offer).status();
    }

    ServiceView view(String slug) {
        return services.get(slug).orElseThrow();
    }

    void until(String slug, ServiceState state) throws Exception {
        await(slug + " is " + state, () -> services.get(slug).filter(service -> service.state() == state).isPresent());
    }

    /** What the guest's one instance was told since it was made, a line each. */
    String journal(String slug) {
        return new String(services.status(slug, PATIENCE), UTF_8);
    }

    String execute(String command) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, UTF_8);
        try (CommandSession session = shell.createSession(new ByteArrayInputStream(new byte[0]), print, print)) {
            Object answer = session.execute(command);
            return out.toString(UTF_8) + answer;
        }
    }

    void says(String command, String... words) throws Exception {
        String text = execute(command);
        for (String word : words) {
            assertTrue(command + " said: " + text, text.replaceAll("\\s+", " ").contains(word.replaceAll("\\s+", " ")));
        }
    }
}
