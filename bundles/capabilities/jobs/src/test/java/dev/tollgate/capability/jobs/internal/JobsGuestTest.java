package dev.tollgate.capability.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.abi.capability.Scope;
import dev.tollgate.bridge.ScheduleReport.Discovery;
import dev.tollgate.bridge.internal.DeclaredSchedules;
import dev.tollgate.bridge.internal.ScheduleFollower;
import dev.tollgate.engine.GuestConfig;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.engine.internal.PooledInvoker;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.limits.Limits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A real guest on the real engine, through the gate and the bridge. */
class JobsGuestTest {
    private static final String EXTRA = "{\"name\":\"extra\",\"pattern\":\"@daily\",\"handler\":\"tick\"}";

    private final TakenSchedules store = new TakenSchedules();
    private final PooledInvoker invoker = new PooledInvoker();
    private OnePlugin plugin;
    private DeclaredSchedules schedules;
    private JobsCapability gate;

    @Test
    void aGuestRegistersInItsDiscoveryCallAndSeesItsSchedulesLater() throws Exception {
        activate(Map.of("contract0", EXTRA));
        assertThat(declared()).containsExactly("nightly");
        assertThat(declared()).containsExactly("nightly", "extra");
        assertThat(call("batch_get", "[\"probe/extra\",\"other/extra\"]"))
                .isEqualTo("[{\"id\":\"probe/extra\",\"name\":\"extra\",\"group\":\"probe\",\"status\":\"enabled\"}]");
        assertThat(call("batch_get", "[")).isEqualTo("EINVAL");
    }

    @Test
    void atAnyOtherTimeItIsRefused() throws Exception {
        activate(Map.of());
        assertThat(call("register", EXTRA)).isEqualTo("EPERM");
        activate(Map.of("contract0", EXTRA));
        assertThat(invoke("discover", "", Profile.Kind.DISCOVERY)).as("the handler of the discovery call, which the host did not make as one")
                .isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void aContractThatIsNoneFailsTheCallAndTheManifestsScheduleStays() throws Exception {
        activate(Map.of("contract0", EXTRA, "contract1", EXTRA.replace("tick", "missing").replace("extra", "other")));
        assertThat(declared()).containsExactly("nightly");
        awaitFailure();
        assertThat(store.declared).isEmpty();
    }

    @Test
    void aDiscoveryCallThatTrapsTakesNothing() throws Exception {
        activate(Map.of("contract0", EXTRA, "trap", "yes"));
        assertThat(declared()).containsExactly("nightly");
        awaitFailure();
        assertThat(store.declared).isEmpty();
        assertThat(schedules.report("probe").detail()).contains("trap");
    }

    private void activate(Map<String, String> config) throws Exception {
        Map<String, JsonNode> values = new HashMap<>();
        config.forEach((key, value) -> values.put(key, new TextNode(value)));
        plugin = new OnePlugin((name, patience) -> new Open(), GuestConfig.of(values));
        ScheduleFollower follower = new ScheduleFollower(plugin,
                (active, handler, input, profile) -> new CallResult.Ended(invoker.invoke(active.module(), handler, input, profile)), store, store);
        schedules = new DeclaredSchedules(follower, store, store);
        gate = new JobsCapability(schedules);
        follower.changed("probe");
    }

    private List<String> declared() throws InterruptedException {
        List<String> names = store.declared.poll(60, TimeUnit.SECONDS);
        assertThat(names).as("nothing was declared").isNotNull();
        return names;
    }

    private void awaitFailure() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (schedules.report("probe").discovery() != Discovery.FAILED) {
            assertThat(System.nanoTime()).as("the call has not failed").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** The result, or the name of the error. */
    private String call(String handler, String input) {
        ByteBuffer output = ByteBuffer.wrap(((Outcome.Completed) invoke(handler, input, Profile.Kind.ACTION)).output())
                .order(ByteOrder.LITTLE_ENDIAN);
        long answer = output.getLong();
        for (Errno errno : Errno.values()) {
            if (errno.number() == answer) {
                return errno.name();
            }
        }
        return StandardCharsets.UTF_8.decode(output).toString();
    }

    private Outcome invoke(String handler, String input, Profile.Kind kind) {
        return invoker.invoke(plugin.module(), handler, input.getBytes(StandardCharsets.UTF_8), Profile.of(kind, Limits.JOB));
    }

    /** The gate is granted and provided. */
    private final class Open implements Gatekeeper.Passage {
        @Override
        public Capability provider() {
            return gate;
        }

        @Override
        public Object scope() {
            return new Scope.Whole();
        }

        @Override
        public void admit() {
            // Always.
        }

        @Override
        public boolean abandoned() {
            return false;
        }

        @Override
        public void ended(Errno error, long nanos) {
            // Nobody counts.
        }

        @Override
        public void leave() {
            // Nobody waits.
        }
    }
}
