package dev.tollgate.store.contract.chaos;

import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.Engine;
import dev.tollgate.jobs.internal.EngineSettings;
import dev.tollgate.jobs.internal.Handlers;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.internal.Serving;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.ScheduleStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What a process does that is to be killed and stopped: it runs jobs and fires schedules, until its end. */
public final class ChaosNode {
    static final String QUEUE = "plugins";
    static final Duration LEASE = Duration.ofSeconds(3);
    private static final int THREADS = 8;

    private ChaosNode() {
    }

    /** How long a node may be stopped without losing what it runs. */
    public static Duration lease() {
        return LEASE;
    }

    /** What the nodes fire, all the time. */
    public static List<Declaration> schedules() {
        return Metronome.declarations();
    }

    /** Returns when everything runs; the threads go on. */
    public static void run(String name, JobStore jobs, ScheduleStore schedules, Effects effects, Path folder) {
        Journal journal = new Journal(folder.resolve(name + ".journal"));
        Handlers<Integer> handlers = new Handlers<>();
        handlers.add(1, new Serving(QUEUE, new ChaosHandler(journal, effects, LEASE), 4));
        EngineSettings settings = new EngineSettings(THREADS, LEASE, Duration.ofMillis(200), Duration.ofSeconds(5),
                Duration.ofDays(1), Duration.ofDays(1), 1_000_000, Duration.ofDays(1), 10_000_000);
        new Engine(name, jobs, handlers, settings, new Random(), new Doorbell(), new ScheduleBell()).start();
        Thread metronome = new Thread(new Metronome(name, jobs, schedules, journal), "metronome");
        metronome.setDaemon(true);
        metronome.start();
        System.out.println("up");
    }
}
