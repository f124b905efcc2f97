package dev.tollgate.jobs.internal.schedule;

import static dev.tollgate.jobs.internal.schedule.Samples.contract;
import static dev.tollgate.jobs.internal.schedule.Samples.declared;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobsRegistrar;
import dev.tollgate.jobs.Lease;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.internal.HandClock;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JavaJobsTest {
    private static final String OWNER = "com.example.mailer";

    private final MemoryScheduleStore store = new MemoryScheduleStore();
    private final StoredSchedules schedules = StoredSchedules.of(store, new HandClock(), new Reckoner(), new ScheduleBell());
    private final Map<String, JobHandler> served = new TreeMap<>();
    private final JavaJobs<Integer> jobs = node();

    private JavaJobs<Integer> node() {
        return new JavaJobs<>(schedules, store, (queue, handler) -> {
            served.put(queue, handler);
            return () -> served.remove(queue);
        });
    }

    /** Offers what a test lets it, and tells what it was called with. */
    private static final class Registrar implements JobsRegistrar {
        final List<JobContract> offered;
        final List<String> ran = new ArrayList<>();

        Registrar(JobContract... offered) {
            this.offered = new ArrayList<>(Arrays.asList(offered));
        }

        @Override
        public List<JobContract> jobs() {
            return offered;
        }

        @Override
        public JobResult run(String handler, JobExecution execution, Lease lease) throws Exception {
            ran.add(handler);
            if (handler.equals("on-fail")) {
                throw new Exception("the mail server is down");
            }
            if (handler.equals("on-interrupted")) {
                throw new InterruptedException();
            }
            return new JobResult.Done(new byte[0], "");
        }
    }

    private Set<String> stored() {
        return store.all("").stream().map(StoredSchedule::id).collect(Collectors.toSet());
    }

    private StoredSchedule stored(String name) {
        return store.all("").stream().filter(schedule -> schedule.id().equals(OWNER + "/" + name)).findFirst().orElseThrow();
    }

    private JobResult run(String name) {
        JobExecution execution = new JobExecution(new JobId("00000000-0000-7000-8000-000000000001"), "java:" + OWNER, name, OWNER, new byte[0],
                1, Terms.retries(0), 1, HandClock.START, HandClock.START);
        return served.get("java:" + OWNER).run(execution, null);
    }

    @Test
    void whatABundleOffersIsDeclaredUnderItsNameAndRunByItsRegistrar() {
        Registrar registrar = new Registrar(contract("digest", "@daily"), contract("sweep", "@hourly"));
        jobs.put(1, OWNER, registrar);

        assertThat(jobs.settle()).isTrue();

        assertThat(stored()).containsExactlyInAnyOrder(OWNER + "/digest", OWNER + "/sweep");
        assertThat(stored("digest").declaration().queue()).isEqualTo("java:" + OWNER);
        assertThat(jobs.handles(stored("digest"))).isTrue();
        assertThat(run("digest")).isInstanceOf(JobResult.Done.class);
        assertThat(registrar.ran).containsExactly("on-digest");
    }

    @Test
    void severalRegistrarsOfABundleStandSideBySideAndOfOneNameTheFirstCounts() {
        Registrar first = new Registrar(contract("digest", "@daily"));
        Registrar second = new Registrar(contract("digest", "@hourly"), contract("sweep", "@hourly"), contract("sweep", "@daily"));
        jobs.put(1, OWNER, first);
        jobs.put(2, OWNER, second);
        jobs.settle();

        assertThat(stored()).containsExactlyInAnyOrder(OWNER + "/digest", OWNER + "/sweep");
        assertThat(stored("digest").declaration().contract().pattern()).isEqualTo("@daily");
        assertThat(stored("sweep").declaration().contract().pattern()).isEqualTo("@hourly");
        run("digest");
        run("sweep");
        assertThat(first.ran).containsExactly("on-digest");
        assertThat(second.ran).containsExactly("on-sweep");
    }

    @Test
    void aBadPatternHurtsNoOther() {
        jobs.put(1, OWNER, new Registrar(contract("bad", "0 25 * * *"), contract("digest", "@daily")));

        assertThat(jobs.settle()).isTrue();
        assertThat(stored()).containsExactly(OWNER + "/digest");
    }

    @Test
    void aRegistrarThatCannotBeAskedHurtsNoOtherAndKeepsWhatItOffered() {
        Registrar registrar = new Registrar(contract("digest", "@daily"));
        jobs.put(1, OWNER, registrar);
        registrar.offered.add(null);
        jobs.put(1, OWNER, registrar);
        jobs.put(2, "com.example.other", new Registrar(contract("sweep", "@hourly")));
        jobs.settle();

        assertThat(stored()).containsExactlyInAnyOrder(OWNER + "/digest", "com.example.other/sweep");
    }

    @Test
    void aChangedRegistrarIsAskedAgainAndWhatItOffersNoMoreEnds() {
        Registrar registrar = new Registrar(contract("digest", "@daily"), contract("sweep", "@hourly"));
        jobs.put(1, OWNER, registrar);
        jobs.settle();
        store.enable(OWNER + "/digest", false, "ann", HandClock.START);
        registrar.offered.remove(1);
        registrar.offered.add(contract("count", "@weekly"));

        jobs.put(1, OWNER, registrar);
        jobs.settle();

        assertThat(stored()).containsExactlyInAnyOrder(OWNER + "/digest", OWNER + "/count");
        assertThat(stored("digest").enabled()).as("an administrator's switch stays").isFalse();
    }

    @Test
    void aRegistrarThatGoesLeavesItsJobsInTheStoreAndNeitherFiresNorRunsThemHere() {
        jobs.put(1, OWNER, new Registrar(contract("digest", "@daily")));
        jobs.put(2, OWNER, new Registrar(contract("sweep", "@hourly")));
        jobs.settle();

        jobs.remove(1, OWNER);
        jobs.settle();
        assertThat(stored()).hasSize(2);
        assertThat(jobs.handles(stored("digest"))).isFalse();
        assertThat(jobs.handles(stored("sweep"))).isTrue();
        assertThat(run("digest")).isInstanceOf(JobResult.HeldBack.class);

        jobs.remove(2, OWNER);
        assertThat(served).isEmpty();
        assertThat(jobs.handles(stored("sweep"))).isFalse();
        assertThat(stored()).hasSize(2);
    }

    @Test
    void afterARestartARegistrarThatComesFirstDoesNotEndTheJobsOfOneThatComesLater() {
        jobs.put(1, OWNER, new Registrar(contract("digest", "@daily")));
        jobs.put(2, OWNER, new Registrar(contract("sweep", "@hourly")));
        jobs.settle();
        store.enable(OWNER + "/sweep", false, "ann", HandClock.START);

        JavaJobs<Integer> restarted = node();
        restarted.put(1, OWNER, new Registrar(contract("digest", "@daily")));
        restarted.settle();

        assertThat(stored("sweep").enabled()).isFalse();
        assertThat(restarted.handles(stored("sweep"))).isFalse();
    }

    @Test
    void whatAnUninstalledBundleDeclaredIsWithdrawnAndNothingElseOfItsName() {
        store.declare("shop", List.of(declared("tidy", "@daily")), HandClock.START);
        jobs.put(1, OWNER, new Registrar(contract("digest", "@daily")));
        jobs.settle();
        jobs.remove(1, OWNER);

        jobs.uninstalled(OWNER);
        jobs.uninstalled("shop");
        jobs.settle();

        assertThat(stored()).containsExactly("shop/tidy");
    }

    @Test
    void aBundleThatIsCalledLikeSomethingElseTakesNothingFromIt() {
        store.declare(OWNER, List.of(declared("tidy", "@daily")), HandClock.START);
        jobs.put(1, OWNER, new Registrar(contract("digest", "@daily")));

        jobs.settle();

        assertThat(stored()).containsExactly(OWNER + "/tidy");
        assertThat(jobs.handles(stored("tidy"))).as("it is not the bundle's").isTrue();
    }

    @Test
    void whatAStoreThatIsAwayDidNotTakeIsDeclaredWhenItIsBack() {
        store.away = true;
        jobs.put(1, OWNER, new Registrar(contract("digest", "@daily")));
        assertThat(jobs.settle()).isFalse();

        store.away = false;
        assertThat(jobs.settle()).isTrue();
        assertThat(stored()).containsExactly(OWNER + "/digest");
    }

    @Test
    void aBundleThatTheStoreDoesNotTakeHoldsUpNoOther() {
        store.refused.add("a");
        jobs.put(1, "a", new Registrar(contract("digest", "@daily")));
        jobs.put(2, "b", new Registrar(contract("sweep", "@hourly")));
        jobs.put(3, "c", new Registrar(contract("sweep", "@hourly")));

        assertThat(jobs.settle()).isFalse();
        assertThat(stored()).containsExactlyInAnyOrder("b/sweep", "c/sweep");
    }

    @Test
    void aCheckedExceptionIsAFailureWithItsMessageAndAnInterruptStaysOne() {
        jobs.put(1, OWNER, new Registrar(contract("fail", "@daily"), contract("interrupted", "@daily")));

        assertThat(run("fail")).isEqualTo(new JobResult.Failed("the mail server is down", ""));
        assertThat(run("interrupted")).isInstanceOf(JobResult.Failed.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
