package dev.tollgate.engine.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Instances;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.engine.Profile;
import dev.tollgate.guests.Guests;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.NoRoomException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service's instance stays until it is renewed or an invocation ends it. */
class ResidentInstanceTest {
    /** The queue gate's shape. */
    @Gate(name = "queue")
    public interface Queue {
        @GateFunction("enqueue")
        String enqueue(GateCall call, String type, byte[] payload, String options) throws Exception;
    }

    private final class Blocking implements Capability, Queue {
        @Override
        public String enqueue(GateCall call, String type, byte[] payload, String options) throws Exception {
            inside.countDown();
            opened.await();
            return "";
        }
    }

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final long PAGE = 65_536;
    private static final Limits SHORT = EngineFixture.limits(1_000_000_000_000L, 1 << 20, Duration.ofMillis(20));

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private final AtomicLong now = new AtomicLong();
    private final Pools pools = new Pools(Bytes.ofMiB(4), IDLE, now::get);
    private final EngineFixture engine = new EngineFixture(pools);
    private final GuestModule service = load("service", Instances.RESIDENT);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        thread.shutdownNow();
    }

    @Test
    void whatAHandlerLeavesIsFoundByTheNextWhateverItAnswers() {
        assertThat(service.intact()).as("nothing was called yet").isFalse();
        assertThat(call("svc_start", "")).isInstanceOf(Outcome.Completed.class);
        assertThat(call("on_event", "one")).isInstanceOf(Outcome.Completed.class);
        assertThat(failure(call("on_fail", "two"))).isEqualTo(Failure.FAILED);
        assertThat(failure(call("on_reject", "three"))).isEqualTo(Failure.REJECTED);
        assertThat(failure(engine.call(service, "no_such_handler", new byte[0]))).isEqualTo(Failure.NO_HANDLER);
        assertThat(service.intact()).isTrue();
        assertThat(service.idle()).isEqualTo(1);
        assertThat(journal()).containsExactly("start", "one", "two", "three");
    }

    @Test
    void anInstanceThatTrappedIsGoneAndTheNextInvocationFindsANewOne() {
        call("on_event", "one");
        assertThat(failure(call("on_trap", "two"))).isEqualTo(Failure.TRAPPED);
        assertGone();
    }

    @Test
    void anInstanceThatTrippedIsGone() {
        call("on_event", "one");
        Outcome outcome = engine.call(service, "on_loop", new byte[0], SHORT);
        assertThat(((Outcome.Tripped) outcome).trip().limit()).isEqualTo(Limit.DEADLINE);
        assertGone();
    }

    @Test
    void anInstanceWhoseInvocationNobodyWantsAnyMoreIsGone() {
        call("on_event", "one");
        AtomicBoolean wanted = new AtomicBoolean(true);
        thread.submit(() -> wanted.set(false));
        Outcome outcome = engine.invoker.invoke(service, "on_loop", new byte[0],
                new Profile(Profile.Kind.EVENT, EngineFixture.limits(1_000_000_000_000L, 1 << 20, IDLE), Map.of(), wanted::get));
        assertThat(failure(outcome)).isEqualTo(Failure.CANCELLED);
        assertGone();
    }

    /** What it holds is not lost for the sake of a smaller limit without a word. */
    @Test
    void anInstanceThatHoldsMoreThanTheNextInvocationMayTripsAtItsMemory() {
        call("on_event", "a payload for which its memory grows".repeat(2_000));
        Outcome outcome = engine.call(service, "on_event", new byte[0], EngineFixture.limits(1_000_000, 4 * PAGE, IDLE));
        assertThat(((Outcome.Tripped) outcome).trip().limit()).isEqualTo(Limit.MEMORY);
        assertGone();
    }

    @Test
    void anotherInvocationWaitsForTheOneThatIsUnderWayAndIsBusyAtItsDeadline() throws Exception {
        Future<Outcome> blocked = thread.submit(() -> call("on_block", "one"));
        inside.await();
        Outcome.Failed busy = (Outcome.Failed) engine.call(service, "svc_status", new byte[0], SHORT);
        assertThat(busy.failure()).isEqualTo(Failure.BUSY);
        assertThat(busy.message()).isEqualTo("another invocation of the service is under way");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<List<String>> patient = other.submit(this::journal);
            opened.countDown();
            assertThat(patient.get()).containsExactly("one");
            assertThat(blocked.get()).isInstanceOf(Outcome.Completed.class);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void manyAtOnceAreServedByOneInstanceOneAfterAnother() throws Exception {
        Together.steps(200, random -> assertThat(call("on_event", "e")).isInstanceOf(Outcome.Completed.class));
        assertThat(EngineFixture.ints(((Outcome.Completed) call("svc_count", "")).output())).containsExactly(800);
        assertThat(service.idle()).isEqualTo(1);
    }

    @Test
    void theSweepLeavesItWhereItIs() {
        call("on_event", "one");
        now.set(System.nanoTime() + 10 * IDLE.toNanos());
        pools.sweep();
        assertThat(journal()).containsExactly("one");
    }

    @Test
    void itsMemoryCountsAndTheNeedOfOthersDoesNotTakeIt() {
        call("on_event", "one");
        long held = pools.memory().held().count();
        assertThat(held).isGreaterThanOrEqualTo(2 * PAGE);
        GuestModule other = load("grow", Instances.CLEAN);
        engine.call(other, "grow", new byte[0]);
        pools.sweep();
        GuestModule reused = load("state", Instances.REUSE);
        engine.call(reused, "count", new byte[0]);
        pools.memory().take(pools.memory().allowed().count() - held);
        assertThat(reused.idle()).as("all that others hold is given up").isZero();
        assertThatThrownBy(() -> pools.memory().take(PAGE)).isInstanceOf(NoRoomException.class);
        assertThat(journal()).containsExactly("one");
    }

    @Test
    void whereThereIsNoRoomForItAnInvocationIsBusy() {
        pools.memory().tryTake(pools.memory().allowed().count());
        Outcome.Failed busy = (Outcome.Failed) call("svc_start", "");
        assertThat(busy.failure()).isEqualTo(Failure.BUSY);
        assertThat(busy.message()).contains("memory.mb");
        assertThat(service.intact()).isFalse();
        pools.memory().giveBack(PAGE * 16);
        assertThat(call("svc_start", "")).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void renewedTheNextInvocationFindsANewOne() {
        call("on_event", "one");
        service.renew();
        assertThat(service.intact()).isFalse();
        assertThat(pools.memory().held().count()).isZero();
        assertThat(journal()).isEmpty();
    }

    @Test
    void renewedWhileAnInvocationIsUnderWayItIsGoneAfterIt() throws Exception {
        call("on_event", "one");
        Future<Outcome> blocked = thread.submit(() -> call("on_block", "two"));
        inside.await();
        service.renew();
        opened.countDown();
        assertThat(blocked.get()).isInstanceOf(Outcome.Completed.class);
        assertGone();
    }

    @Test
    void anInstanceForReuseThatIsInUseWhenItIsRenewedDoesNotComeBack() throws Exception {
        GuestModule reused = load("service", Instances.REUSE);
        Future<Outcome> blocked = thread.submit(() -> engine.call(reused, "on_block", new byte[0]));
        inside.await();
        reused.renew();
        opened.countDown();
        blocked.get();
        assertThat(reused.idle()).isZero();
    }

    @Test
    void closedItHoldsNothingAfterTheInvocationThatIsUnderWay() throws Exception {
        Future<Outcome> blocked = thread.submit(() -> call("on_block", "one"));
        inside.await();
        service.close();
        assertThat(failure(call("svc_status", ""))).isEqualTo(Failure.CLOSED);
        opened.countDown();
        assertThat(blocked.get()).isInstanceOf(Outcome.Completed.class);
        assertThat(pools.memory().held().count()).isZero();
        assertThat(pools.holding()).isZero();
    }

    @Test
    void aCommandFindsANewOneEachTime() {
        GuestModule command = load("command", Instances.RESIDENT);
        for (String input : List.of("one", "fail", "two")) {
            Outcome outcome = engine.call(command, "_start", input.getBytes(UTF_8));
            if (outcome instanceof Outcome.Completed completed) {
                assertThat(new String(completed.output(), UTF_8)).as("as from an instance that has not run").startsWith(input.toUpperCase(Locale.ROOT) + " 1");
            }
            assertThat(command.intact()).isTrue();
        }
    }

    @Test
    void aGuestIsToldThatItIsAServiceOrAnEvent() {
        invoke(Profile.Kind.SERVICE, "on_context");
        invoke(Profile.Kind.EVENT, "on_context");
        assertThat(journal().get(0)).contains("\"kind\":\"service\"", "\"ingress\":\"webhook\"");
        assertThat(journal().get(1)).contains("\"kind\":\"event\"");
    }

    private void invoke(Profile.Kind kind, String handler) {
        engine.invoker.invoke(service, handler, new byte[0], new Profile(kind, EngineFixture.UNHURRIED, Map.of("ingress", "webhook")));
    }

    private void assertGone() {
        assertThat(service.intact()).isFalse();
        assertThat(service.idle()).isZero();
        assertThat(pools.memory().held().count()).isZero();
        assertThat(journal()).isEmpty();
        assertThat(service.intact()).isTrue();
    }

    private List<String> journal() {
        return new String(((Outcome.Completed) call("svc_status", "")).output(), UTF_8).lines().toList();
    }

    private Outcome call(String handler, String payload) {
        return engine.call(service, handler, payload.getBytes(UTF_8));
    }

    private static Failure failure(Outcome outcome) {
        return ((Outcome.Failed) outcome).failure();
    }

    private GuestModule load(String guest, Instances instances) {
        return engine.load(Guests.wasm(guest), new OpenGate(new Blocking()), instances);
    }
}
