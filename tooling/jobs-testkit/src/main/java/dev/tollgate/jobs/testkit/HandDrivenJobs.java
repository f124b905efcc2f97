package dev.tollgate.jobs.testkit;

import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.JobsRegistrar;
import dev.tollgate.jobs.Schedules;
import dev.tollgate.jobs.internal.EngineSettings;
import dev.tollgate.jobs.internal.schedule.Reckoner;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.testkit.internal.MemoryStore;
import dev.tollgate.jobs.testkit.internal.NodeByHand;
import dev.tollgate.jobs.testkit.internal.Strand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The job engine on a clock that the test turns. The classes are those of the server; only the store forgets, and what the server
 * does on threads is done while {@link #advance} or {@link #runDue} is called, in an order that is the same each time:
 *
 * <pre>{@code
 * try (HandDrivenJobs jobs = new HandDrivenJobs()) {
 *     jobs.handle("mail", (execution, lease) -> send(execution.payload()));
 *     jobs.queue().enqueue(JobRequest.of("mail", "welcome", "ada", address, 3).after(Duration.ofHours(1)));
 *     jobs.advance(Duration.ofHours(1));
 * }
 * }</pre>
 *
 * <p>A handler that takes its time calls {@link #sleep}, and meanwhile other jobs run, leases are kept, and timeouts come. It is
 * used by one thread; handlers run on others, but never two at a time.
 */
public final class HandDrivenJobs implements AutoCloseable {
    /** When the clock begins if nothing else is said: a Monday at noon. */
    public static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
    private static final String FIRST = "a";
    /** The server's, but for the poll: a store in memory forgets to tell nobody. */
    private static final EngineSettings SETTINGS = new EngineSettings(4, Duration.ofSeconds(30), Duration.ofMinutes(1),
            Duration.ofSeconds(10), Duration.ofHours(24), Duration.ofDays(14), 100_000, Duration.ofDays(14), 100_000);
    /** Nothing that ends makes so many turns in a moment. */
    private static final int MOST_TURNS = 100_000;

    private final HandClock clock;
    private final MemoryStore store;
    private final Reckoner reckoner = new Reckoner();
    private final RandomGenerator random = new Random(1);
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Node first;

    public HandDrivenJobs() {
        this(START);
    }

    public HandDrivenJobs(Instant start) {
        this.clock = new HandClock(start);
        this.store = new MemoryStore(clock);
        this.first = node(FIRST);
    }

    /** The clock of all nodes and of the store. Turned directly, it makes nodes late: what was due meanwhile runs at the end. */
    public HandClock clock() {
        return clock;
    }

    /** The node of this name, which starts if there is none. */
    public Node node(String name) {
        return nodes.computeIfAbsent(name, fresh ->
                new Node(fresh, this, new NodeByHand(fresh, store.jobs(), store.schedules(), reckoner, SETTINGS, random)));
    }

    /** Of the first node, as all that follow. */
    public JobQueue queue() {
        return first.queue();
    }

    public Jobs jobs() {
        return first.jobs();
    }

    public JobsAdmin admin() {
        return first.admin();
    }

    public Schedules schedules() {
        return first.schedules();
    }

    /** See {@link Node#register}. */
    public void register(String bundle, JobsRegistrar registrar) {
        first.register(bundle, registrar);
    }

    /** See {@link Node#handle}. */
    public void handle(String queue, JobHandler handler) {
        first.handle(queue, handler);
    }

    /** Runs what is due now, and what becomes due by it. */
    public void runDue() {
        notByAJob();
        for (int turns = 0; turnAll(); turns++) {
            if (turns == MOST_TURNS) {
                throw new IllegalStateException("there is still something due after " + MOST_TURNS + " turns at " + clock.instant()
                        + ": does a job hold itself back until now, or enqueue itself?");
            }
        }
    }

    /** Turns the clock, and on the way stops at every moment at which something is due, and runs it. */
    public void advance(Duration by) {
        Instant end = clock.instant().plus(by);
        runDue();
        for (Instant next = nextDue(); !next.isAfter(end); next = nextDue()) {
            clock.set(next);
            runDue();
        }
        clock.set(end);
        runDue();
    }

    /**
     * For handlers: takes so long on the clock, as {@link Thread#sleep} does on the wall.
     *
     * @throws SleepInterruptedException when the engine interrupts the execution
     */
    public void sleep(Duration time) {
        try {
            Strand.current().sleep(clock.instant().plus(time));
        } catch (InterruptedException toEnd) {
            throw new SleepInterruptedException(toEnd);
        }
    }

    /** Ends all nodes where they are. */
    @Override
    public void close() {
        List.copyOf(nodes.values()).forEach(Node::crash);
    }

    JobStore store() {
        return store.jobs();
    }

    ScheduleStore scheduleStore() {
        return store.schedules();
    }

    Reckoner reckoner() {
        return reckoner;
    }

    RandomGenerator random() {
        return random;
    }

    void remove(Node node) {
        nodes.remove(node.name());
        store.jobs().gone(node.name());
    }

    void drain(Node node) {
        Instant bound = clock.instant().plus(SETTINGS.drain());
        runDue();
        for (Instant next = nextDue(); node.engine().running() && next.isBefore(bound); next = nextDue()) {
            clock.set(next);
            runDue();
        }
    }

    private boolean turnAll() {
        boolean did = false;
        for (Node node : new ArrayList<>(nodes.values())) {
            did |= !node.paused() && node.engine().turn();
        }
        return did;
    }

    /** Never now: all that is due now has been run. */
    private Instant nextDue() {
        return nodes.values().stream().filter(node -> !node.paused()).map(node -> node.engine().due()).min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private static void notByAJob() {
        if (Strand.isCurrent()) {
            throw new IllegalStateException("a job does not turn the clock; it sleeps");
        }
    }
}
