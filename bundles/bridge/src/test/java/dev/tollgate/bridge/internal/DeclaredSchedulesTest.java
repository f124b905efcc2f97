package dev.tollgate.bridge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.manifest.Violation;
import dev.tollgate.engine.Outcome;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobSummary;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.limits.Usage;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may register what, and who sees which jobs. */
class DeclaredSchedulesTest {
    private static final String[] MANIFEST = {"schedules: [ { name: nightly, pattern: '0 2 * * *', handler: tick } ]",
        "capabilities: { jobs: { optional: true } }", "lifecycle: { on_discover: discover }"};

    private Runnable guest = () -> { };
    private final LoadedOnes plugins = new LoadedOnes();
    private final MemorySchedules store = new MemorySchedules();
    private final ScheduleFollower follower = new ScheduleFollower(plugins, (plugin, handler, input, profile) -> {
        guest.run();
        return new CallResult.Ended(new Outcome.Completed(new byte[0], Usage.NONE));
    }, store, store, (delay, task) -> task.run(), () -> { });
    private final DeclaredSchedules schedules = new DeclaredSchedules(follower, store, store);
    private PluginId probe;
    private PluginId other;

    @BeforeEach
    void aPluginThatIsThere() {
        other = activate("other", () -> { });
        probe = plugins.activate("probe", "1.0.0", MANIFEST).id();
    }

    @Test
    void aScheduleIsRegisteredInTheDiscoveryCallOnly() {
        refused(Errno.EPERM, () -> schedules.register(probe, contract("extra", "tick")));
        activate("probe", () -> { });
        refused(Errno.EPERM, () -> schedules.register(probe, contract("extra", "tick")));
    }

    @Test
    void aPluginRegistersForItselfAndNoOther() {
        discovering(() -> refused(Errno.EPERM, () -> schedules.register(other, contract("extra", "tick"))));
        assertThat(store.names("other")).containsExactly("nightly");
    }

    @Test
    void anotherThreadIsInNoDiscoveryCall() {
        List<GateException> refusals = Collections.synchronizedList(new ArrayList<>());
        discovering(() -> {
            Thread beside = new Thread(() -> refusals.add(catchThrowableOfType(GateException.class,
                    () -> schedules.register(probe, contract("extra", "tick")))));
            beside.start();
            try {
                beside.join();
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        });
        assertThat(refusals).extracting(GateException::errno).containsExactly(Errno.EPERM);
    }

    @Test
    void aHandlerThatTheModuleDoesNotExportIsInvalidAtOnce() {
        discovering(() -> {
            refused(Errno.EINVAL, () -> schedules.register(probe, contract("extra", "missing")));
            refused(Errno.EINVAL, () -> schedules.register(probe, contract("extra", "memory_size")));
        });
    }

    @Test
    void aPatternThatCannotBeReadIsInvalidAtOnceAndHurtsOnlyItself() {
        discovering(() -> {
            refused(Errno.EINVAL, () -> schedules.register(probe, new JobContract("wrong", "", "", "bad", ZoneId.of("UTC"),
                    JobContract.Scope.LEADER, 1, Duration.ofSeconds(30), "tick")));
            register("extra");
        });
        assertThat(store.names("probe")).containsExactly("nightly", "extra");
    }

    @Test
    void aPackageWithAPatternThatCannotBeReadIsRefusedWithItsPointer() {
        assertThat(new ScheduleCheck(store).violations(LoadedOnes.manifest("probe", "1.0.0",
                "schedules: [ { name: a, pattern: '0 2 * * *', handler: tick }, { name: b, pattern: 'bad', handler: tick } ]")))
                .containsExactly(new Violation("/schedules/1/pattern", "no pattern"));
    }

    @Test
    void aNameOfTheManifestOrOfThisCallIsAConflict() {
        discovering(() -> {
            refused(Errno.ECONFLICT, () -> schedules.register(probe, contract("nightly", "tick")));
            register("extra");
            refused(Errno.ECONFLICT, () -> schedules.register(probe, contract("extra", "tick")));
        });
        assertThat(store.names("probe")).containsExactly("nightly", "extra");
    }

    @Test
    void aPluginHasAHundredSchedulesAndNoMore() {
        discovering(() -> {
            for (int i = 1; i < 100; i++) {
                register("extra" + i);
            }
            refused(Errno.EQUOTA, () -> schedules.register(probe, contract("extra100", "tick")));
        });
        assertThat(store.names("probe")).hasSize(100);
    }

    @Test
    void aPluginSeesItsOwnJobsInTheOrderAskedAndNoOthers() throws GateException {
        discovering(() -> register("extra"));
        assertThat(schedules.jobs(probe, List.of("probe/nightly", "other/nightly", "probe/none", "probe/extra", "probe/nightly")))
                .extracting(JobSummary::id).containsExactly("probe/nightly", "probe/extra");
    }

    @Test
    void moreThanTwoHundredIdsAreTooMany() throws GateException {
        assertThat(schedules.jobs(probe, Collections.nCopies(200, "probe/nightly"))).isEmpty();
        refused(Errno.ETOOBIG, () -> schedules.jobs(probe, Collections.nCopies(201, "probe/nightly")));
    }

    @Test
    void aStoreThatIsAwayIsTheHostsFault() {
        store.broken = true;
        refused(Errno.EINTERNAL, () -> schedules.jobs(probe, List.of("probe/nightly")));
    }

    private PluginId activate(String slug, Runnable discovery) {
        ActivePlugin plugin = plugins.activate(slug, "1.0.0", MANIFEST);
        guest = discovery;
        follower.changed(slug);
        guest = () -> { };
        return plugin.id();
    }

    private void discovering(Runnable discovery) {
        boolean[] ran = {false};
        activate("probe", () -> {
            ran[0] = true;
            discovery.run();
        });
        assertThat(ran[0]).isTrue();
    }

    private void register(String name) {
        try {
            schedules.register(probe, contract(name, "tick"));
        } catch (GateException refused) {
            throw new AssertionError(refused);
        }
    }

    private static void refused(Errno errno, ThrowingCallable what) {
        GateException refusal = catchThrowableOfType(GateException.class, what);
        assertThat(refusal).isNotNull();
        assertThat(refusal.errno()).as(refusal.getMessage()).isEqualTo(errno);
    }

    private static JobContract contract(String name, String handler) {
        return new JobContract(name, "", "", "@daily", ZoneId.of("UTC"), JobContract.Scope.LEADER, 1, Duration.ofSeconds(30), handler);
    }
}
