package dev.tollgate.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.ScheduleStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The engine's bundle is stopped, started and told where to keep its jobs. */
public class JobEngineIT extends InFelix {
    private static final String PID = "dev.tollgate.jobs";
    private static final int THREADS = 4;

    @Inject
    ConfigurationAdmin configurations;

    @After
    public void asItWas() throws Exception {
        bundleOf(PID).stop();
        configuration(PID).delete();
        bundleOf(PID).start();
        jobs = service(Jobs.class);
    }

    @Test
    public void stoppingTheEngineGivesBackWhatItClaimedAndNothingIsLost() throws Exception {
        // Only what is given back runs again within the patience of this test, not what waits for the end of its lease.
        restart(Map.of("lease.seconds", 3_600, "drain.seconds", 0, "worker.threads", THREADS));
        CountDownLatch begun = new CountDownLatch(THREADS);
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger executions = new AtomicInteger();
        ServiceRegistration<JobHandler> handler = handle("drained", (execution, lease) -> {
            if (execution.type().equals("quick")) {
                return new JobResult.Done(new byte[0], "");
            }
            executions.incrementAndGet();
            begun.countDown();
            try {
                open.await();
                return new JobResult.Done(new byte[0], "");
            } catch (InterruptedException stopped) {
                return new JobResult.Failed("interrupted", "");
            }
        });
        try {
            // While jobs are quick, more are claimed than there are threads for.
            for (JobId quick : enqueue("drained", "quick", 100)) {
                await(quick, JobState.DONE);
            }
            List<JobId> ids = enqueue("drained", "slow", 60);
            assertTrue("all threads are busy", begun.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS));
            bundleOf(PID).stop();
            open.countDown();
            bundleOf(PID).start();
            jobs = service(Jobs.class);
            for (JobId id : ids) {
                assertEquals("being given back is no attempt", 1, await(id, JobState.DONE).attempts());
            }
        } finally {
            handler.unregister();
        }
        assertEquals("what did not run was not begun", 60 + THREADS, executions.get());
        List<RunView> cancelled = jobs.runs(RunFilter.any(100).of("drained").ended(RunResult.CANCELLED));
        assertEquals(cancelled.toString(), THREADS, cancelled.size());
        assertTrue(cancelled.toString(), cancelled.stream().allMatch(run -> run.error().contains("the host stopped")));
    }

    @Test
    public void jobsAndSchedulesStayInTheNodesOwnStoreUntilOneKeySaysOtherwise() throws Exception {
        Set<String> asked = new ConcurrentSkipListSet<>();
        List<ServiceRegistration<?>> shared = List.of(shared(JobStore.class, asked), shared(ScheduleStore.class, asked));
        try {
            restart(Map.of());
            ServiceRegistration<JobHandler> handler = handle("kept", (execution, lease) -> new JobResult.Done(new byte[0], ""));
            await(enqueue("kept", "any", 1).get(0), JobState.DONE);
            handler.unregister();
            jobs.schedules();
            assertEquals("nobody asked the other store", Set.of(), Set.copyOf(asked));

            restart(Map.of("store.target", "(tollgate.store=postgres)"));
            jobs.counts();
            jobs.schedules();
            assertTrue(asked.toString(), asked.containsAll(List.of("JobStore.counts", "ScheduleStore.all")));
        } finally {
            shared.forEach(ServiceRegistration::unregister);
        }
    }

    private void restart(Map<String, ?> settings) throws Exception {
        bundleOf(PID).stop();
        configuration(PID).update(new Hashtable<>(settings));
        bundleOf(PID).start();
        jobs = service(Jobs.class);
    }

    private Configuration configuration(String pid) throws IOException {
        return configurations.getConfiguration(pid, "?");
    }

    private ServiceRegistration<JobHandler> handle(String queue, JobHandler handler) {
        Dictionary<String, Object> properties = new Hashtable<>(Map.of(JobHandler.QUEUE, queue, JobHandler.PER_GROUP, 64));
        return context.registerService(JobHandler.class, handler, properties);
    }

    private List<JobId> enqueue(String queue, String type, int count) throws InterruptedException {
        Terms terms = Terms.retries(0).from(Origin.enqueued(BY));
        return service(JobQueue.class).enqueue(IntStream.range(0, count)
                        .mapToObj(i -> JobRequest.of(queue, type, queue, new byte[0], 0).on(terms)).toList()).stream()
                .map(answer -> ((Enqueued.Accepted) answer).id()).toList();
    }

    /** A store that many nodes could share and that holds nothing, before all others by its rank. */
    private <T> ServiceRegistration<T> shared(Class<T> type, Set<String> asked) {
        T store = type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "shared " + type.getSimpleName();
                };
            }
            asked.add(type.getSimpleName() + "." + method.getName());
            return nothing(method.getReturnType());
        }));
        return context.registerService(type, store, new Hashtable<>(Map.of("tollgate.store", "postgres", Constants.SERVICE_RANKING, 1_000)));
    }

    private static Object nothing(Class<?> type) {
        Map<Class<?>, Object> nothing = Map.of(List.class, List.of(), Set.class, Set.of(), Map.class, Map.of(), Optional.class,
                Optional.empty(), int.class, 0, boolean.class, false, Clock.class, Clock.systemUTC(), AutoCloseable.class,
                (AutoCloseable) () -> { });
        return nothing.get(type);
    }
}
