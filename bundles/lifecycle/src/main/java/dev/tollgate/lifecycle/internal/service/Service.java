package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.ServiceView;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The service of one plugin on this node, as others see it. Everything that enters the guest is done in turns, see {@link Course}; nothing
 * here waits for one.
 */
final class Service {
    private final String slug;
    private final ServiceTools tools;
    private final EventBook book;
    private final Asks asks = new Asks();
    private final Course course;

    /** @param replaced is told, without a lock, when its generation turned out to be replaced */
    Service(ActivePlugin plugin, ServiceTools tools, Consumer<String> replaced) {
        this.slug = plugin.id().slug();
        this.tools = tools;
        Ends ends = new Ends();
        this.book = new EventBook(tools.time(), tools.retries(), tools.allowed(), tools.deadId(), ends);
        this.course = new Course(plugin, tools, book, asks, ends, replaced);
    }

    String slug() {
        return slug;
    }

    /** What is to run here from now on; empty for nothing. The first time, it begins. */
    void follow(Optional<ActivePlugin> now) {
        synchronized (course) {
            course.follow(now);
        }
    }

    /** Completed when its plugin is not wanted any more, and all is done that had to be. */
    CompletableFuture<Void> gone() {
        return course.gone();
    }

    Offer offer(IngressEvent event) {
        synchronized (course) {
            Optional<IngressResult> refusal = refusal(event);
            if (refusal.isPresent()) {
                return book.refused(refusal.get());
            }
            Offer offer = book.offer(event, course.rules());
            course.wake();
            return offer;
        }
    }

    /** Takes an event in that waits in a store. */
    Offer offer(IngressEvent event, StoredEvents store) {
        int capacity;
        int maxRetry;
        synchronized (course) {
            Optional<IngressResult> refusal = refusal(event);
            if (refusal.isPresent()) {
                return book.refused(refusal.get());
            }
            capacity = book.capacity(course.rules());
            maxRetry = course.rules().ingress(event.ingress()).orElseThrow().maxRetry();
            // It may be at its end before it is known to have begun.
            book.storedIn();
        }
        StoredEvents.Answer answer = store.offer(event, capacity, maxRetry);
        if (answer.repeated() || !answer.offer().accepted()) {
            synchronized (course) {
                book.storedNot(answer.repeated());
            }
        }
        return answer.offer();
    }

    /** An event that waited in a store came to its end here. */
    void storedEnd(IngressResult result) {
        synchronized (course) {
            book.storedEnd(result);
        }
    }

    /** One that had ended badly is taken in again. */
    void storedAgain() {
        synchronized (course) {
            book.storedIn();
        }
    }

    /** Why an event is not taken in, whether there is room or not. */
    Optional<IngressResult> refusal(IngressEvent event) {
        synchronized (course) {
            return EventRules.fault(event, course.rules(), tools.time().now()).or(course.standing()::refusal).or(this::held);
        }
    }

    private Optional<IngressResult> held() {
        return tools.held().apply(course.plugin()).map(reason -> IngressResult.of(IngressStatus.SERVICE_UNAVAILABLE, reason));
    }

    /** What its manifest says. */
    Manifest.Service rules() {
        synchronized (course) {
            return course.rules();
        }
    }

    /** How long the guest may take for whatever it is called for. */
    Duration patience() {
        synchronized (course) {
            return course.plugin().jobLimits().deadline();
        }
    }

    /** Completed when it runs, failed or waits for its plugin. */
    CompletableFuture<Void> start(String by) {
        synchronized (course) {
            ServiceState state = course.standing().state();
            if (course.stopping() || state != ServiceState.STOPPED && state != ServiceState.FAILED) {
                throw new PluginException("the service of " + slug + " is " + state + ": only one that is stopped or failed can be started");
            }
            return course.start(by);
        }
    }

    /** Completed when it is stopped. */
    CompletableFuture<Void> stop(OnStop events, String by) {
        synchronized (course) {
            ServiceState state = course.standing().state();
            if (course.stopping() || state == ServiceState.STOPPED) {
                throw new PluginException("the service of " + slug + " is " + state + " already");
            }
            return course.stop(events, "it was stopped by " + by);
        }
    }

    /** Completed with what the guest wrote, or with why it did not. */
    CompletableFuture<byte[]> status() {
        synchronized (course) {
            if (course.rules().status().isEmpty()) {
                throw new PluginException("the service of " + slug + " has no handler for its status: its manifest names none");
            }
            course.standing().refusal().or(this::held).ifPresent(not -> {
                throw new PluginException(slug + " cannot be asked how it is: " + not.detail());
            });
            CompletableFuture<byte[]> ask = asks.add().orElseThrow(() -> new PluginException(Asks.MOST + " ask " + slug
                    + " how it is already: ask again later"));
            course.wake();
            return ask;
        }
    }

    /** Whether it was not begun yet, and will not be any more. */
    boolean withdraw(CompletableFuture<byte[]> ask) {
        synchronized (course) {
            return asks.withdraw(ask);
        }
    }

    /** Gives the guest an event that waits elsewhere, now and on this thread; {@link Called.Held} where the service cannot take one. */
    Called dispatch(IngressEvent event, BooleanSupplier wanted) {
        return course.dispatch(event, wanted);
    }

    /** Does something with its events. */
    <T> T events(Function<EventBook, T> what) {
        synchronized (course) {
            return what.apply(book);
        }
    }

    ServiceView view() {
        synchronized (course) {
            Standing standing = course.standing();
            return new ServiceView(course.plugin().id(), standing.state(), standing.since(), standing.reason(), standing.restarts(),
                    standing.nextStart(), course.rules().durable(), book.depth(), book.capacity(course.rules()), book.counters(),
                    course.notes().lastError());
        }
    }
}
