package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobsRegistrar;
import dev.tollgate.jobs.Lease;
import dev.tollgate.jobs.Schedules.Declaration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the registrars of one bundle offer now, and the handler that runs it.
 *
 * @param <R> tells one registrar from another (a service reference)
 */
final class BundleJobs<R> implements JobHandler {
    /** So that a job whose node died, or whose first attempts fail, is not lost until its next fire time. */
    static final int MAX_RETRY = 3;
    private static final Duration AWAY = Duration.ofSeconds(10);

    private record Offer(JobsRegistrar registrar, Map<String, JobContract> contracts) { }

    private final String owner;
    private final Map<R, Offer> offers = new LinkedHashMap<>();
    private final Set<String> dropped = new HashSet<>();

    BundleJobs(String owner) {
        this.owner = owner;
    }

    static String queue(String owner) {
        return "java:" + owner;
    }

    /** Takes what a registrar offers from now on; the names that another one of the bundle, or itself, offers already. */
    synchronized List<String> put(R reference, JobsRegistrar registrar, List<JobContract> contracts) {
        List<String> twice = new ArrayList<>();
        Map<String, JobContract> mine = new LinkedHashMap<>();
        for (JobContract contract : contracts) {
            boolean others = offers.entrySet().stream()
                    .anyMatch(offer -> !offer.getKey().equals(reference) && offer.getValue().contracts().containsKey(contract.name()));
            if (others || mine.putIfAbsent(contract.name(), contract) != null) {
                twice.add(contract.name());
            }
        }
        Offer before = offers.put(reference, new Offer(registrar, mine));
        if (before != null) {
            dropped.addAll(before.contracts().keySet());
        }
        dropped.removeIf(name -> find(name).isPresent());
        return twice;
    }

    /** Whether none is left. */
    synchronized boolean remove(R reference) {
        offers.remove(reference);
        return offers.isEmpty();
    }

    synchronized boolean offers(String name) {
        return find(name).isPresent();
    }

    /**
     * What is to be declared: what is offered, and what was and is not taken back. A registrar that is away here is on another
     * node, or comes later; only one that says so itself ends its job.
     */
    synchronized List<Declaration> declarations(List<Declaration> stored) {
        Stream<Declaration> kept = stored.stream()
                .filter(declaration -> find(declaration.contract().name()).isEmpty() && !dropped.contains(declaration.contract().name()));
        Stream<Declaration> offered = offers.values().stream().flatMap(offer -> offer.contracts().values().stream())
                .map(contract -> new Declaration(contract, queue(owner), contract.name(), new byte[0], MAX_RETRY));
        return Stream.concat(offered, kept).toList();
    }

    @Override
    public JobResult run(JobExecution execution, Lease lease) {
        Optional<Offer> offer;
        synchronized (this) {
            offer = find(execution.type());
        }
        if (offer.isEmpty()) {
            return new JobResult.HeldBack("no registrar of bundle " + owner + " offers the job " + execution.type() + " on this node", AWAY);
        }
        JobContract contract = offer.get().contracts().get(execution.type());
        try {
            return offer.get().registrar().run(contract.handler(), execution, lease);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new JobResult.Failed("it was interrupted", "");
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception failed) {
            return new JobResult.Failed(failed.getMessage() != null ? failed.getMessage() : failed.getClass().getName(), "");
        }
    }

    private Optional<Offer> find(String name) {
        return offers.values().stream().filter(offer -> offer.contracts().containsKey(name)).findFirst();
    }
}
