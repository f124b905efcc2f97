package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.PluginException;
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

/**
 * What a service does, one turn after another: start, an event, the guest's status, stop. Which turn is next is decided when it begins,
 * under the lock of this object, by what is wanted by then; within it the lock is free while the guest is called. All methods but those
 * of turns are called under that lock.
 */
final class Course {
    private final String slug;
    private final ServiceTools tools;
    private final EventBook book;
    private final Asks asks;
    private final Ends ends;
    private final Notes notes;
    private final Standing standing;
    private final Alarm alarm;
    private final Pause pause;
    private final Turns turns;
    private final Resident resident;
    private final Aftermath aftermath;
    private final DirectTurn direct;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private CompletableFuture<Void> begun = new CompletableFuture<>();
    private Optional<ActivePlugin> wanted;
    private Optional<Stop> stop = Optional.empty();
    /** What waited is discarded, and the guest is told to stop. */
    private boolean finishing;

    /** @param replaced is told, without a lock, when the generation turned out to be replaced */
    Course(ActivePlugin plugin, ServiceTools tools, EventBook book, Asks asks, Ends ends, Consumer<String> replaced) {
        this.slug = plugin.id().slug();
        this.tools = tools;
        this.book = book;
        this.asks = asks;
        this.ends = ends;
        this.notes = new Notes(slug, tools.log(), tools.time());
        this.standing = tools.standing(() -> plugin().id());
        this.alarm = new Alarm(tools.time(), this::rang);
        this.pause = new Pause(tools.time(), alarm, tools.held());
        this.turns = new Turns(this, tools.dispatchers(), ends, this::next, this::broken);
        this.resident = new Resident(plugin, tools.calls());
        Aftermath.Of parts = new Aftermath.Of(standing, notes, pause, turns, resident, asks, ends);
        this.aftermath = new Aftermath(slug, parts, () -> stop.isPresent(), () -> replaced.accept(slug));
        this.direct = new DirectTurn(this, parts, aftermath, book);
        this.wanted = Optional.of(plugin);
    }

    CompletableFuture<Void> gone() {
        return gone;
    }

    Standing standing() {
        return standing;
    }

    Notes notes() {
        return notes;
    }

    ActivePlugin plugin() {
        return resident.plugin();
    }

    /** By which manifest events are taken in. */
    Manifest.Service rules() {
        return Resident.rules(wanted.orElse(resident.plugin()));
    }

    boolean stopping() {
        return stop.isPresent() || wanted.isEmpty();
    }

    void wake() {
        turns.wake();
    }

    void follow(Optional<ActivePlugin> now) {
        wanted = now;
        if (now.isEmpty() && stop.isEmpty()) {
            stop(resident.rules().onStop(), "its plugin was switched off");
        }
        turns.wake();
    }

    CompletableFuture<Void> start(String by) {
        notes.info("it is started by " + by);
        standing.anew();
        begun = new CompletableFuture<>();
        turns.wake();
        return begun;
    }

    CompletableFuture<Void> stop(OnStop events, String reason) {
        Stop next = new Stop(events, tools.time().nanos() + tools.bounds().drain().toNanos(), reason, new CompletableFuture<>());
        stop = Optional.of(next);
        aftermath.become(ServiceState.STOPPING, Optional.of(reason));
        asks.refuse("the service of " + slug + " is being stopped", ends);
        alarm.in(tools.bounds().drain());
        turns.wake();
        return next.done();
    }

    private synchronized void rang() {
        alarm.rang();
        if (!finishing && stop.isPresent() && stop.get().overdue(tools.time())) {
            resident.abort();
        }
        turns.wake();
    }

    /** What the next turn does; empty where there is nothing to do now. */
    private Optional<Runnable> next() {
        if (stop.isPresent()) {
            boolean drains = stop.get().events() == OnStop.DRAIN && resident.started() && !stop.get().overdue(tools.time()) && book.ready(true);
            return drains ? event(true) : Optional.of(this::finish);
        }
        if (wanted.get() != resident.plugin()) {
            standing.handOver("its plugin was reloaded");
            turns.slow(true);
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
        Optional<String> waits = pause.why(resident.plugin());
        if (waits.isPresent()) {
            if (standing.state() == ServiceState.READY) {
                aftermath.become(ServiceState.READY, waits);
            }
            aftermath.tell(begun);
            return Optional.empty();
        }
        aftermath.become(ServiceState.STARTING, Optional.empty());
        return Optional.of(this::start);
    }

    private Optional<Runnable> running() {
        if (!asks.any()) {
            book.untilReady().ifPresent(alarm::in);
            return book.ready(false) ? event(false) : Optional.empty();
        }
        if (pause.why(resident.plugin()).isPresent()) {
            return Optional.empty();
        }
        CompletableFuture<byte[]> ask = asks.take();
        return Optional.of(() -> answer(ask));
    }

    private Optional<Runnable> event(boolean early) {
        if (pause.why(resident.plugin()).isPresent()) {
            return Optional.empty();
        }
        IngressEvent event = book.inHand(early);
        return Optional.of(() -> event(event));
    }

    private void start() {
        Called called = resident.start();
        synchronized (this) {
            if (called instanceof Called.Done) {
                if (stop.isEmpty()) {
                    aftermath.become(ServiceState.RUNNING, Optional.empty());
                    notes.info("it runs, as " + resident.plugin().id());
                }
            } else if (called instanceof Called.Bad bad) {
                notes.erred(bad.reason());
                aftermath.fail("it could not be started: " + bad.reason(), bad.again());
            } else {
                String reason = aftermath.notCalled(called);
                if (stop.isEmpty()) {
                    aftermath.become(ServiceState.READY, Optional.of(reason));
                }
            }
            aftermath.tell(begun);
        }
    }

    private void event(IngressEvent event) {
        long from = tools.time().nanos();
        Called called = resident.event(event, () -> true);
        synchronized (this) {
            turns.took(tools.time().nanos() - from);
            if (called instanceof Called.Done) {
                book.dispatched(event.attempt());
                book.completed();
            } else if (called instanceof Called.Bad bad) {
                book.dispatched(event.attempt());
                // One that a stop ended stays in hand, and is discarded with the others.
                if (!resident.aborted()) {
                    book.failed(bad, resident.rules()).ifPresent(notes::dead);
                }
            } else {
                aftermath.notCalled(called);
            }
            aftermath.of(called);
        }
    }

    private void answer(CompletableFuture<byte[]> ask) {
        Called called = resident.status();
        synchronized (this) {
            if (called instanceof Called.Done done) {
                ends.add(() -> ask.complete(done.output()));
                return;
            }
            String reason = called instanceof Called.Bad bad ? bad.reason() : aftermath.notCalled(called);
            aftermath.of(called);
            ends.add(() -> ask.completeExceptionally(new PluginException(slug + " did not say how it is: " + reason)));
        }
    }

    private void handOver() {
        Called called = resident.stop();
        synchronized (this) {
            notes.stopped(called);
            wanted.ifPresent(next -> {
                replace(next);
                standing.anew();
                pause.end();
            });
        }
    }

    private void replace(ActivePlugin next) {
        resident.become(next);
        discard(event -> !EventRules.takes(resident.rules(), event), "version " + next.id().version() + " does not take it");
    }

    private void finish() {
        Stop ending;
        synchronized (this) {
            ending = stop.orElseThrow();
            finishing = true;
            discard(event -> true, ending.reason());
        }
        Called called = resident.stop();
        synchronized (this) {
            notes.stopped(called);
            end(ending);
        }
    }

    private void end(Stop ending) {
        stop = Optional.empty();
        finishing = false;
        aftermath.become(ServiceState.STOPPED, Optional.of(ending.reason()));
        notes.info(ending.reason());
        aftermath.tell(begun);
        aftermath.tell(ending.done());
        if (wanted.isEmpty()) {
            turns.end();
            aftermath.tell(gone);
        }
    }

    private void discard(Predicate<IngressEvent> unwanted, String why) {
        notes.discarded(book.discard(unwanted, IngressResult.of(IngressStatus.SERVICE_STOPPED, "it was discarded: " + why)), why);
    }

    /** Gives the guest an event that waits elsewhere, on the caller's thread and not under the lock. */
    Called dispatch(IngressEvent event, BooleanSupplier wantedStill) {
        return direct.event(event, () -> !stopping() && wanted.get() == resident.plugin(), wantedStill);
    }

    /** What failed is ours, so that the guest's state is anybody's guess. */
    private synchronized void broken(Throwable failure) {
        notes.broken(failure);
        Called.Bad bad = new Called.Bad(IngressStatus.DISPATCH_FAILED, "the host failed", false, true);
        if (book.hasInHand()) {
            book.failed(bad, resident.rules());
        }
        aftermath.fail(bad.reason(), true);
        stop.ifPresent(ending -> {
            discard(event -> true, ending.reason());
            end(ending);
        });
        // A hand-over that broke is not tried again: the next generation is started after the pause of a failure.
        wanted.filter(next -> next != resident.plugin()).ifPresent(this::replace);
        aftermath.tell(begun);
    }
}
