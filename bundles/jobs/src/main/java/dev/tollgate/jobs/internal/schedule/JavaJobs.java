package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobsRegistrar;
import dev.tollgate.jobs.Schedules;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.internal.Trouble;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs of all bundles on this node. Who owns a job is who registered its registrar, never what the registrar says. What a
 * bundle declares is written by {@link #settle}, which is called again until the store took it.
 *
 * @param <R> tells one registrar from another (a service reference)
 */
public final class JavaJobs<R> {
    private static final Logger LOG = LoggerFactory.getLogger(JavaJobs.class);

    private final Schedules schedules;
    private final ScheduleStore store;
    private final BiFunction<String, JobHandler, Runnable> server;
    private final Map<String, BundleJobs<R>> bundles = new HashMap<>();
    private final Map<String, Runnable> serving = new HashMap<>();
    private final Set<String> undeclared = new HashSet<>();
    private final Set<String> uninstalled = new HashSet<>();
    private final Trouble trouble = new Trouble(LOG, "declaring the jobs of bundles");

    /** @param server has the jobs of a queue run by a handler, until what it answers with is run */
    public JavaJobs(Schedules schedules, ScheduleStore store, BiFunction<String, JobHandler, Runnable> server) {
        this.schedules = schedules;
        this.store = store;
        this.server = server;
    }

    /** A registrar is there, or has changed. */
    public void put(R reference, String owner, JobsRegistrar registrar) {
        List<JobContract> contracts;
        try {
            contracts = List.copyOf(registrar.jobs());
        } catch (RuntimeException | LinkageError wrong) {
            LOG.error("a registrar of bundle {} could not be asked for its jobs; they stay as they were: {}", owner, wrong.getMessage(), wrong);
            return;
        }
        synchronized (this) {
            BundleJobs<R> jobs = bundles.computeIfAbsent(owner, BundleJobs::new);
            jobs.put(reference, registrar, contracts).forEach(name -> LOG.error(
                    "bundle {} declares the job {} twice; the second one is not taken: names are unique within a bundle", owner, name));
            undeclared.add(owner);
            uninstalled.remove(owner);
            serving.computeIfAbsent(owner, bundle -> server.apply(BundleJobs.queue(bundle), jobs));
        }
    }

    /** A registrar is away. Its jobs neither fire nor run here; nothing is deleted, for another node may have it. */
    synchronized void remove(R reference, String owner) {
        BundleJobs<R> jobs = bundles.get(owner);
        if (jobs != null && jobs.remove(reference)) {
            bundles.remove(owner);
            undeclared.remove(owner);
            serving.remove(owner).run();
        }
    }

    /** A bundle is gone for good, and with it what it declared. */
    synchronized void uninstalled(String owner) {
        uninstalled.add(owner);
    }

    /** Whether the job of this schedule, if it is a bundle's, can run here. */
    public synchronized boolean handles(StoredSchedule schedule) {
        if (!schedule.declaration().queue().equals(BundleJobs.queue(schedule.group()))) {
            return true;
        }
        BundleJobs<R> jobs = bundles.get(schedule.group());
        return jobs != null && jobs.offers(schedule.declaration().contract().name());
    }

    /** Writes what is not written yet; false when that is to be tried again. */
    public boolean settle() {
        Map<String, BundleJobs<R>> declaring = new HashMap<>();
        Set<String> going;
        synchronized (this) {
            undeclared.forEach(owner -> declaring.put(owner, bundles.get(owner)));
            going = Set.copyOf(uninstalled);
        }
        if (declaring.isEmpty() && going.isEmpty()) {
            return true;
        }
        boolean settled = true;
        for (String owner : going) {
            settled &= tried(() -> withdraw(owner));
        }
        for (Map.Entry<String, BundleJobs<R>> each : declaring.entrySet()) {
            settled &= tried(() -> declare(each.getKey(), each.getValue()));
        }
        if (settled) {
            trouble.over();
        }
        return settled;
    }

    /** One bundle's trouble is no other's. */
    private boolean tried(Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException failed) {
            trouble.began(failed);
            return false;
        }
    }

    private void declare(String owner, BundleJobs<R> jobs) {
        List<Declaration> stored = stored(owner);
        synchronized (this) {
            // Before it is read what is offered: an offer that comes from now on is declared once more.
            undeclared.remove(owner);
        }
        if (stored.stream().anyMatch(declaration -> !declaration.queue().equals(BundleJobs.queue(owner)))) {
            LOG.error("the jobs of bundle {} are not taken: something else of this name has schedules; rename the bundle", owner);
            return;
        }
        try {
            schedules.declare(owner, jobs.declarations(stored)).forEach((name, why) ->
                    LOG.error("the job {} of bundle {} is not taken: {}", name, owner, why));
        } catch (RuntimeException failed) {
            synchronized (this) {
                if (bundles.get(owner) == jobs) {
                    undeclared.add(owner);
                }
            }
            throw failed;
        }
    }

    private List<Declaration> stored(String owner) {
        return store.all("").stream().filter(schedule -> schedule.group().equals(owner)).map(StoredSchedule::declaration).toList();
    }

    private void withdraw(String owner) {
        if (stored(owner).stream().anyMatch(declaration -> declaration.queue().equals(BundleJobs.queue(owner)))) {
            schedules.withdraw(owner);
            LOG.info("bundle {} was uninstalled, its jobs are withdrawn", owner);
        }
        synchronized (this) {
            uninstalled.remove(owner);
        }
    }
}
