package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.Diagnostic.Level;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.ServiceState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a service does, one turn after another: start, an event, the guest's status, stop. Which turn is next is decided when it begins,
 * under the lock of this object, by what is wanted by then; within it the lock is free while the guest is called. All methods but those
 * of turns are called under that lock.
 */
final class Course {
    private static final Logger LOG = LoggerFactory.getLogger(Course.class);
    private static final Duration SLOW = Duration.ofMillis(50);
    private static final Duration SOON = Duration.ofMillis(50);

    private final String slug;
    private final ServiceTools tools;
    private final EventBook book;
    private final Asks asks;
    private final Ends ends;
    private final Consumer<String> replaced;
    private final Standing standing;
    private final Alarm alarm;
    private final Resident resident;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private CompletableFuture<Void> begun = new CompletableFuture<>();
    private Optional<ActivePlugin> wanted;
    private Optional<Stop> stop = Optional.empty();
    private Optional<Diagnostic> lastError = Optional.empty();
    /** A turn is under way, or in line. */
    private boolean turning;
    /** Something changed since the turn that is under way was decided on. */
    private boolean woken;
    /** Events are taken in for the generation that is about to take over. */
    private boolean handing;
    /** It is over for good. */
    private boolean left;
    private long pausedUntil;
    private long usualNanos;

    Course(ActivePlugin plugin, ServiceTools tools, EventBook book, Asks asks, Ends ends, Consumer<String> replaced) {
        this.slug = plugin.id().slug();
        this.tools = tools;
        this.book = book;
        this.asks = asks;
        this.ends = ends;
        this.replaced = replaced;
        this.standing = new Standing(tools.time(), tools.restarts());
        this.alarm = new Alarm(tools.time(), this::rang);
        this.resident = new Resident(plugin, tools.calls(), tools.generations());
        this.wanted = Optional.of(plugin);
        this.pausedUntil = tools.time().nanos();
    }

    CompletableFuture<Void> gone() {
        return gone;
    }

    Standing standing() {
        return standing;
    }

    ActivePlugin plugin() {
        return resident.plugin();
    }

    Optional<Diagnostic> lastError() {
        return lastError;
    }

    /** By which manifest events are taken in. */
    Manifest.Service rules() {
        return Resident.rules(wanted.orElse(resident.plugin()));
    }

    boolean stopping() {
        return stop.isPresent() || wanted.isEmpty();
    }

    Optional<IngressResult> refusal() {
        if (handing && !stopping()) {
            return Optional.empty();
        }
        return standing.refusal().or(() -> stopping() ? Optional.of(IngressResult.of(IngressStatus.SERVICE_STOPPED, "its plugin was switched off"))
                : Optional.empty());
    }

    void follow(Optional<ActivePlugin> now) {
        wanted = now;
        wake();
    }

    CompletableFuture<Void> start(String by) {
        note(Level.INFO, "it is started by " + by);
        standing.anew();
        begun = new CompletableFuture<>();
        wake();
        return begun;
    }

    CompletableFuture<Void> stop(OnStop events, String reason) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        stop = Optional.of(new Stop(events, tools.time().nanos() + tools.bounds().drain().toNanos(), reason, done));
        handing = false;
        standing.become(ServiceState.STOPPING, Optional.of(reason));
        asks.refuse("the service of " + slug + " is being stopped", ends);
        alarm.in(tools.bounds().drain());
        wake();
        return done;
    }

    /** Makes sure that a turn looks at how things stand. */
    void wake() {
        woken = true;
        if (!turning && !left) {
            turning = true;
            tools.dispatchers().ready(this::turn, slow());
        }
    }

    private boolean slow() {
        return standing.state() != ServiceState.RUNNING || usualNanos > SLOW.toNanos();
    }

    private synchronized void rang() {
        alarm.rang();
        stop.filter(this::overdue).ifPresent(late -> resident.abort());
        wake();
    }

    private boolean overdue(Stop late) {
        return late.until() - tools.time().nanos() <= 0;
    }

    private void turn() {
        boolean more = true;
        try {
            Optional<Runnable> step;
            synchronized (this) {
                woken = false;
                step = next();
            }
            step.ifPresent(Runnable::run);
            more = step.isPresent();
        } catch (RuntimeException | Error failure) {
            broken(failure);
        } finally {
            turned(more);
        }
    }

    private void turned(boolean more) {
        synchronized (this) {
            turning = false;
            if ((more || woken) && !left) {
                wake();
            }
        }
        ends.tell();
    }

    /** What the next turn does; empty where there is nothing to do now. */
    private Optional<Runnable> next() {
        if (left) {
            return Optional.empty();
        }
        if (wanted.isEmpty() && stop.isEmpty()) {
            stop(resident.rules().onStop(), "its plugin was switched off");
        }
        if (stop.isPresent()) {
            boolean drains = stop.get().events() == OnStop.DRAIN && resident.started() && !overdue(stop.get()) && book.ready(true);
            return drains ? event(true) : Optional.of(this::finish);
        }
        if (wanted.get() != resident.plugin()) {
            handing = standing.state() == ServiceState.RUNNING || handing;
            standing.become(ServiceState.STOPPING, Optional.of("its plugin was reloaded"));
            asks.refuse("the plugin " + slug + " was reloaded: ask again", ends);
            return Optional.of(this::handOver);
        }
        return standing.state() == ServiceState.RUNNING ? running() : starting();
    }

    private Optional<Runnable> starting() {
        Optional<Duration> wait = standing.untilStart();
        if (wait.isEmpty()) {
            return Optional.empty();
        }
        if (!wait.get().isZero()) {
            alarm.in(wait.get());
            return Optional.empty();
        }
        if (waits()) {
            tell(begun);
            return Optional.empty();
        }
        standing.become(ServiceState.STARTING, Optional.empty());
        return Optional.of(this::start);
    }

    private Optional<Runnable> running() {
        if (asks.any()) {
            if (waits()) {
                return Optional.empty();
            }
            CompletableFuture<byte[]> ask = asks.take();
            return Optional.of(() -> answer(ask));
        }
        if (book.ready(false)) {
            return event(false);
        }
        book.untilReady().ifPresent(alarm::in);
        return Optional.empty();
    }

    private Optional<Runnable> event(boolean early) {
        if (waits()) {
            return Optional.empty();
        }
        IngressEvent event = book.inHand(early);
        return Optional.of(() -> event(event));
    }

    /** Whether nothing may enter the guest for now; it is looked at again then. */
    private boolean waits() {
        long left = pausedUntil - tools.time().nanos();
        if (left > 0) {
            alarm.in(Duration.ofNanos(left));
            return true;
        }
        Optional<String> held = tools.held().apply(resident.plugin());
        held.ifPresent(reason -> {
            alarm.in(GuestCalls.WHILE_HELD);
            if (standing.state() == ServiceState.READY) {
                standing.become(ServiceState.READY, Optional.of(reason));
            }
        });
        return held.isPresent();
    }

    private void start() {
        Called called = resident.start();
        synchronized (this) {
            if (called instanceof Called.Done) {
                handing = false;
                if (stop.isEmpty()) {
                    standing.become(ServiceState.RUNNING, Optional.empty());
                    note(Level.INFO, "it runs, as " + resident.plugin().id());
                }
            } else if (called instanceof Called.Bad bad) {
                erred(bad.reason());
                fail("it could not be started: " + bad.reason(), bad.again());
            } else {
                notCalled(called).filter(reason -> stop.isEmpty()).ifPresent(reason -> standing.become(ServiceState.READY, Optional.of(reason)));
            }
            tell(begun);
        }
    }

    private void event(IngressEvent event) {
        long from = tools.time().nanos();
        Called called = resident.event(event, () -> true);
        synchronized (this) {
            took(tools.time().nanos() - from);
            if (called instanceof Called.Done) {
                book.dispatched(event.attempt());
                book.completed();
            } else if (called instanceof Called.Bad bad) {
                book.dispatched(event.attempt());
                // One that a stop ended stays in hand, and is discarded with the others.
                if (!resident.aborted()) {
                    book.failed(bad, resident.rules()).ifPresent(dead -> note(Level.WARNING, "an event of " + dead.event().ingress()
                            + " is dead, attempt " + dead.event().attempt() + ": " + bad.reason()));
                }
                suffer(bad);
            } else {
                notCalled(called);
            }
        }
    }

    private void answer(CompletableFuture<byte[]> ask) {
        Called called = resident.status();
        synchronized (this) {
            if (called instanceof Called.Done done) {
                ends.add(() -> ask.complete(done.output()));
                return;
            }
            String reason = "";
            if (called instanceof Called.Bad bad) {
                reason = bad.reason();
                suffer(bad);
            } else {
                reason = notCalled(called).orElse("");
            }
            PluginException not = new PluginException(slug + " did not say how it is: " + reason);
            ends.add(() -> ask.completeExceptionally(not));
        }
    }

    private void handOver() {
        Called called = resident.stop();
        synchronized (this) {
            stopped(called);
            wanted.ifPresent(next -> {
                resident.become(next);
                discard(event -> !EventRules.takes(resident.rules(), event), "version " + next.id().version() + " does not take it");
                standing.anew();
                pausedUntil = tools.time().nanos();
            });
        }
    }

    private void finish() {
        Stop ending;
        synchronized (this) {
            ending = stop.orElseThrow();
            discard(event -> true, ending.reason());
        }
        Called called = resident.stop();
        synchronized (this) {
            stopped(called);
            end(ending);
        }
    }

    private void end(Stop ending) {
        stop = Optional.empty();
        standing.become(ServiceState.STOPPED, Optional.of(ending.reason()));
        note(Level.INFO, ending.reason());
        tell(begun);
        tell(ending.done());
        if (wanted.isEmpty()) {
            left = true;
            resident.leave();
            tell(gone);
        }
    }

    private void discard(Predicate<IngressEvent> unwanted, String why) {
        int discarded = book.discard(unwanted, IngressResult.of(IngressStatus.SERVICE_STOPPED, "it was discarded: " + why));
        if (discarded > 0) {
            note(Level.WARNING, discarded + " events were discarded: " + why);
        }
    }

    private void stopped(Called called) {
        if (called instanceof Called.Bad bad) {
            erred("its stop failed: " + bad.reason());
            note(Level.WARNING, "its stop failed: " + bad.reason());
        } else if (!(called instanceof Called.Done)) {
            note(Level.WARNING, "its stop was not called: " + (called instanceof Called.Held held ? held.reason()
                    : "its generation was closed already"));
        }
    }

    /**
     * Gives the guest an event that waits elsewhere, on the caller's thread and not under the lock; where it cannot be given one now, it
     * is {@link Called.Held}.
     */
    Called dispatch(IngressEvent event, BooleanSupplier wantedStill) {
        synchronized (this) {
            if (turning || stopping() || standing.state() != ServiceState.RUNNING || wanted.get() != resident.plugin() || waits()) {
                return new Called.Held("the service of " + slug + " is " + (turning ? "busy" : standing.state()), GuestCalls.WHILE_BUSY);
            }
            turning = true;
            woken = false;
        }
        try {
            Called called = resident.event(event, wantedStill);
            synchronized (this) {
                if (called instanceof Called.Bad bad) {
                    book.dispatched(event.attempt());
                    suffer(bad);
                } else if (called instanceof Called.Done) {
                    book.dispatched(event.attempt());
                } else {
                    notCalled(called);
                }
            }
            return called;
        } finally {
            turned(false);
        }
    }

    private void took(long nanos) {
        usualNanos += (nanos - usualNanos) / 4;
    }

    /** What a call that did not end well means for the service; why the guest was not called is nothing against it. */
    private void suffer(Called.Bad bad) {
        erred(bad.reason());
        if (bad.gone()) {
            fail("its instance is gone: " + bad.reason(), true);
        }
    }

    private Optional<String> notCalled(Called called) {
        Duration pause = SOON;
        Optional<String> reason = Optional.of("its plugin was reloaded");
        if (called instanceof Called.Held held) {
            pause = held.left();
            reason = Optional.of(held.reason());
        } else {
            ends.add(() -> replaced.accept(slug));
        }
        pausedUntil = tools.time().nanos() + pause.toNanos();
        return reason;
    }

    private void fail(String reason, boolean again) {
        handing = false;
        resident.gone();
        asks.refuse("the service of " + slug + " failed: " + reason, ends);
        note(Level.ERROR, reason);
        LOG.warn("the service of {} failed: {}", resident.plugin().id(), reason);
        if (stop.isEmpty()) {
            standing.failed(reason, again);
        }
    }

    /** What failed is ours, so that the guest's state is anybody's guess. */
    private synchronized void broken(Throwable failure) {
        LOG.error("the service of {}: the host failed", slug, failure);
        Called.Bad bad = new Called.Bad(IngressStatus.DISPATCH_FAILED, "the host failed", false, true);
        if (book.hasInHand()) {
            book.failed(bad, resident.rules());
        }
        fail(bad.reason(), true);
        stop.ifPresent(this::end);
        tell(begun);
    }

    private void tell(CompletableFuture<Void> who) {
        ends.add(() -> who.complete(null));
    }

    private void erred(String reason) {
        lastError = Optional.of(new Diagnostic(slug, tools.time().now(), Level.ERROR, reason));
    }

    private void note(Level level, String text) {
        tools.log().note(slug, level, text);
    }
}
