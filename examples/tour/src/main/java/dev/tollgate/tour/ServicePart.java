package dev.tollgate.tour;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.lifecycle.ingress.Services;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A service plugin with its queue, a reload while events come in, and the way back. */
final class ServicePart {
    private static final String SLUG = "push-counter";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(10);

    /** Fewer than the queue takes: none is to be refused, however long the reload lasts. */
    private static final int DURING_THE_RELOAD = 20;

    private final Packages packages;
    private final Plugins plugins;
    private final Hooks hooks;
    private final Services services;
    private final Transcript transcript;
    private final Pushes pushes;

    ServicePart(Packages packages, Plugins plugins, Hooks hooks, Ingress ingress, Services services, Transcript transcript) {
        this.packages = packages;
        this.plugins = plugins;
        this.hooks = hooks;
        this.services = services;
        this.transcript = transcript;
        this.pushes = new Pushes(SLUG, ingress);
    }

    void show() throws IOException, InstallException, InterruptedException {
        PluginId first = packages.open("push-counter-1.0.0.tgp");
        if (!current().equals(first)) {
            plugins.downgrade(SLUG, first.version(), Packages.BY);
        }
        running();
        for (String branch : new String[] {"main", "main", "next"}) {
            pushes.offer(branch);
        }
        transcript.say("events", pushes + "; " + queue());
        transcript.expect(pushes.endWell(PATIENCE));
        status();
        reload(packages.install("push-counter-1.1.0.tgp"));
        total();
        PluginView back = plugins.rollback(SLUG, Packages.BY);
        transcript.say("rolled back", back.current() + " is " + back.state());
        transcript.expect(back.current().equals(first));
        running();
        total();
    }

    /** Offers events for as long as another version takes to take over. */
    private void reload(PluginId next) throws InterruptedException {
        int before = pushes.count();
        long began = System.nanoTime();
        CompletableFuture<PluginView> reload = CompletableFuture.supplyAsync(
                () -> plugins.activate(SLUG, Optional.of(next.version()), Packages.BY));
        do {
            pushes.offer("main");
            Thread.sleep(PAUSE.toMillis());
        } while (!reload.isDone() && pushes.count() - before < DURING_THE_RELOAD);
        PluginView view = result(reload);
        transcript.say("reloaded", view.current() + " is " + view.state() + " after " + (System.nanoTime() - began) / 1_000_000 + " ms, "
                + (pushes.count() - before) + " events came in meanwhile");
        transcript.expect(view.current().equals(next) && pushes.endWell(PATIENCE));
        transcript.say("events", pushes + "; " + queue());
        status();
    }

    private static PluginView result(CompletableFuture<PluginView> reload) {
        try {
            return reload.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof PluginException refused) {
                throw refused;
            }
            throw failed;
        }
    }

    /** The new version has a filter besides: with the old one nobody listens, and the value stays. */
    private void total() {
        HookResult result = hooks.filter("push_total", "unknown".getBytes(UTF_8));
        transcript.say("filter push_total", new String(result.value(), UTF_8) + ", " + result.reports().size() + " listening");
        transcript.expect(result.reports().isEmpty() != current().version().equals("1.1.0"));
    }

    /** A service follows its plugin soon after, not at once. */
    private void running() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!follows() && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE.toMillis());
        }
        ServiceView view = service();
        transcript.say("service", view.plugin() + " is " + view.state() + view.reason().map(reason -> ": " + reason).orElse(""));
        transcript.expect(follows());
    }

    private boolean follows() {
        return services.get(SLUG).filter(view -> view.state() == ServiceState.RUNNING && view.plugin().equals(current())).isPresent();
    }

    private void status() {
        transcript.say("says of itself", PlainText.of(new String(services.status(SLUG, PATIENCE), UTF_8)));
        services.diagnostics(SLUG).stream().limit(1).forEach(newest -> transcript.say("diagnostic", newest.text()));
    }

    private String queue() {
        ServiceView view = service();
        return view.depth() + " of " + view.capacity() + " wait";
    }

    private ServiceView service() {
        return services.get(SLUG).orElseThrow(() -> new PluginException(SLUG + " is active, and its service is not there after " + PATIENCE));
    }

    private PluginId current() {
        return plugins.active(SLUG).orElseThrow().id();
    }
}
