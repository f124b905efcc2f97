package dev.tollgate.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.engine.Observation.HostCall;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.engine.Profile.Kind;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.ObservedCall;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import dev.tollgate.limits.Usage;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeteredCallsTest {
    private static final GateName KV = new GateName("kv", 1);
    private static final Usage USAGE = new Usage(new Fuel(1_000), Duration.ofMillis(1), new Bytes(0), Map.of(), new Bytes(0), new Bytes(0));

    private final Bed bed = new Bed(100);

    @Test
    void aCallIsCountedByItsEndAndMeasuredWithItsFuel() {
        call("alpha", Kind.FILTER, completed());
        call("alpha", Kind.FILTER, completed());
        call("alpha", Kind.JOB, failed(Failure.REJECTED, "no"));
        assertThat(bed.value("tollgate_invocations_total{kind=\"filter\",outcome=\"completed\",plugin=\"alpha\"}")).hasValue(2.0);
        assertThat(bed.value("tollgate_invocations_total{kind=\"job\",outcome=\"rejected\",plugin=\"alpha\"}")).hasValue(1.0);
        assertThat(bed.value("tollgate_fuel_total{kind=\"filter\",plugin=\"alpha\"}")).hasValue(2_000.0);
        assertThat(bed.value("tollgate_invocation_seconds_count{kind=\"filter\",plugin=\"alpha\"}")).hasValue(2.0);
        assertThat(bed.value("tollgate_invocation_seconds_sum{kind=\"filter\",plugin=\"alpha\"}")).hasValue(0.004);
        assertThat(bed.value("tollgate_invocation_seconds_bucket{kind=\"filter\",plugin=\"alpha\",le=\"0.001\"}")).hasValue(0.0);
        assertThat(bed.value("tollgate_invocation_seconds_bucket{kind=\"filter\",plugin=\"alpha\",le=\"0.005\"}")).hasValue(2.0);
    }

    @Test
    void aTripIsCountedByItsLimit() {
        call("alpha", Kind.ACTION, new CallResult.Ended(new Outcome.Tripped(
                new Trip(Limit.DEADLINE, 1, 2, Bed.plugin("alpha"), "on", "r", List.of(), Bed.NOW), USAGE)));
        assertThat(bed.value("tollgate_trips_total{limit=\"deadline\",plugin=\"alpha\"}")).hasValue(1.0);
        assertThat(bed.value("tollgate_invocations_total{kind=\"action\",outcome=\"tripped\",plugin=\"alpha\"}")).hasValue(1.0);
    }

    @Test
    void aCallThatDoesNotReachThePluginIsCountedAndNotMeasured() {
        call("alpha", Kind.FILTER, new CallResult.HeldBack("degraded", Optional.empty()));
        call("alpha", Kind.FILTER, new CallResult.Superseded(Optional.empty()));
        assertThat(bed.value("tollgate_invocations_total{kind=\"filter\",outcome=\"held_back\",plugin=\"alpha\"}")).hasValue(1.0);
        assertThat(bed.value("tollgate_invocations_total{kind=\"filter\",outcome=\"superseded\",plugin=\"alpha\"}")).hasValue(1.0);
        assertThat(bed.scrape()).doesNotContain("tollgate_invocation_seconds_count{");
    }

    @Test
    void aGateCallIsCountedByItsErrorAndMeasured() {
        ObservedCall call = bed.calls.begins(Bed.plugin("alpha"), "on", Kind.FILTER);
        gate(call, KV, Optional.empty());
        gate(call, KV, Optional.of(Errno.EQUOTA));
        assertThat(bed.value("tollgate_gate_calls_total{error=\"none\",gate=\"kv\",plugin=\"alpha\"}")).hasValue(1.0);
        assertThat(bed.value("tollgate_gate_calls_total{error=\"EQUOTA\",gate=\"kv\",plugin=\"alpha\"}")).hasValue(1.0);
        assertThat(bed.value("tollgate_gate_call_seconds_sum{gate=\"kv\",plugin=\"alpha\"}")).hasValue(0.006);
    }

    /** A64: what a manifest can ask for without anybody providing it. */
    @Test
    void a64GatesThatNobodyProvidesShareTheirSeries() {
        ObservedCall call = bed.calls.begins(Bed.plugin("alpha"), "on", Kind.FILTER);
        gate(call, new GateName("x", 1), Optional.of(Errno.EUNAVAILABLE));
        long before = bed.series();
        for (int i = 0; i < 500; i++) {
            gate(call, new GateName("x" + i, 1 + i), Optional.of(Errno.EUNAVAILABLE));
        }
        assertThat(bed.series()).isEqualTo(before);
        assertThat(bed.value("tollgate_gate_calls_total{error=\"EUNAVAILABLE\",gate=\"_other\",plugin=\"alpha\"}")).hasValue(501.0);
    }

    /** A64: all that a guest says about an outcome is in its message, its output and its stack. */
    @Test
    void a64NothingThatAGuestSaysBecomesALabel() {
        say("first");
        long before = bed.series();
        for (int i = 0; i < 500; i++) {
            say("said-" + i + "\"} 1\nsaid{a=\"");
        }
        assertThat(bed.series()).isEqualTo(before);
        assertThat(bed.scrape()).doesNotContain("said");
    }

    private void say(String words) {
        ObservedCall call = bed.calls.begins(Bed.plugin("alpha"), words, Kind.JOB);
        call.began(words);
        HostCall hostCall = call.gate(KV, words);
        hostCall.ended(Optional.of(Errno.EINVAL));
        call.ended(failed(Failure.FAILED, words), 1);
        call("alpha", Kind.JOB, new CallResult.Ended(new Outcome.Tripped(new Trip(Limit.FUEL, 1, 2, Bed.plugin("alpha"), words, words,
                List.of(words), Bed.NOW), USAGE)));
        call("alpha", Kind.JOB, new CallResult.HeldBack(words, Optional.empty()));
        call("alpha", Kind.JOB, new CallResult.Ended(new Outcome.Completed(words.getBytes(), USAGE)));
    }

    @Test
    void a64PluginsBeyondTheBoundShareTheirSeries() {
        Bed small = new Bed(2);
        String[] slugs = java.util.stream.IntStream.range(0, 50).mapToObj(i -> "plugin-" + i).toArray(String[]::new);
        small.installed(slugs);
        for (String slug : slugs) {
            small.calls.begins(Bed.plugin(slug), "on", Kind.FILTER).ended(completed(), 1);
        }
        String page = small.scrape();
        assertThat(page.lines().filter(line -> line.startsWith("tollgate_invocations_total{"))).containsExactlyInAnyOrder(
                "tollgate_invocations_total{kind=\"filter\",outcome=\"completed\",plugin=\"plugin-0\"} 1.0",
                "tollgate_invocations_total{kind=\"filter\",outcome=\"completed\",plugin=\"plugin-1\"} 1.0",
                "tollgate_invocations_total{kind=\"filter\",outcome=\"completed\",plugin=\"_other\"} 48.0");
        assertThat(page).contains("tollgate_plugin_state{plugin=\"_other\",state=\"active\"} 48.0");
    }

    /** Whatever brings another one, such as a refresh of the host, leaves none behind. */
    @Test
    void anObserverThatIsGoneIsNotKept() throws Exception {
        WeakReference<MeteredCalls> gone = new WeakReference<>(closed());
        for (int i = 0; i < 100 && gone.get() != null; i++) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(gone.get()).isNull();
        assertThat(bed.registry).isNotNull();
    }

    private MeteredCalls closed() {
        MeteredCalls calls = new MeteredCalls(bed.registry, () -> 0);
        calls.close();
        return calls;
    }

    @Test
    void theSeriesOfAPluginGoWithItAndItsPlaceIsFree() {
        Bed small = new Bed(1);
        small.calls.begins(Bed.plugin("alpha"), "on", Kind.FILTER).ended(completed(), 1);
        assertThat(small.scrape()).contains("plugin=\"alpha\"");
        small.installed("beta");
        small.answers.put("services", List::of);
        small.scrape();
        small.calls.begins(Bed.plugin("beta"), "on", Kind.FILTER).ended(completed(), 1);
        assertThat(small.scrape()).doesNotContain("alpha").contains("tollgate_invocations_total{kind=\"filter\",outcome=\"completed\",plugin=\"beta\"} 1.0");
    }

    @Test
    void aPluginThatCameAfterTheListKeepsWhatWasCounted() {
        String beta = "tollgate_invocations_total{kind=\"filter\",outcome=\"completed\",plugin=\"beta\"} 1.0";
        bed.installed("alpha");
        bed.scrape();
        call("beta", Kind.FILTER, completed());
        assertThat(bed.get(Map.of()).body()).as("the same list, within a second").contains(beta);
        bed.installed("alpha", "beta");
        assertThat(bed.scrape()).contains(beta);
        bed.answers.put("plugins", () -> {
            call("gamma", Kind.FILTER, completed());
            return List.of();
        });
        assertThat(bed.scrape()).as("it came while the list was made").contains(beta.replace("beta", "gamma")).doesNotContain("plugin=\"beta\"");
    }

    private void call(String slug, Kind kind, CallResult result) {
        bed.calls.begins(Bed.plugin(slug), "on", kind).ended(result, 2_000_000);
    }

    private void gate(ObservedCall call, GateName gate, Optional<Errno> error) {
        HostCall hostCall = call.gate(gate, "get");
        bed.nanos += 3_000_000;
        hostCall.ended(error);
    }

    private static CallResult completed() {
        return new CallResult.Ended(new Outcome.Completed(new byte[0], USAGE));
    }

    private static CallResult failed(Failure failure, String message) {
        return new CallResult.Ended(new Outcome.Failed(failure, message, USAGE));
    }
}
