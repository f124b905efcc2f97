package dev.tollgate.capability.queue.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.testkit.TestCall;
import dev.tollgate.jobs.JobId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueCapabilityTest {
    private final Intake intake = new Intake();
    private final QueueCapability gate = new QueueCapability(intake, intake);
    private final TestCall call = new TestCall().withPlugin("probe", "1.0.0").withHandler("on_content");

    @Test
    void whatVersionOneHadStaysAsItWasAndTheBatchIsAppended() {
        GateContract contract = GateContract.of(gate);
        assertThat(contract.name()).hasToString("tollgate:queue@1");
        assertThat(contract.functions()).containsExactlyInAnyOrder("enqueue", "status", "enqueue_batch");
        assertThat(contract.function("enqueue").orElseThrow().type()).isEqualTo("(i32,i32,i32,i32,i32,i32)->i64");
        assertThat(contract.function("status").orElseThrow().type()).isEqualTo("(i32,i32)->i64");
        assertThat(contract.function("enqueue_batch").orElseThrow().type()).isEqualTo("(i32,i32)->i64");
        assertThat(contract.function("enqueue_batch").orElseThrow().parameters().get(0).mostBytes()).isEqualTo(1 << 20);
    }

    @Test
    void aBatchIsAnsweredItemByItemInItsOrder() throws Exception {
        String answers = gate.enqueueBatch(call, """
                [{"type":"echo","payload":"hällo","options":{"delay":"1h"}},
                 {"type":"refused"},
                 7,
                 {"type":"echo","payload_base64":"AP8="}]""");
        assertThat(answers).isEqualTo("[{\"id\":\"" + Intake.id(1) + "\"},{\"error\":-6,\"message\":\"too many\"},"
                + "{\"error\":-3,\"message\":\"a job of a batch is a JSON object\"},{\"id\":\"" + Intake.id(3) + "\"}]");
        assertThat(intake.handler).isEqualTo("on_content");
        assertThat(intake.wishes).hasSize(3);
        assertThat(intake.wishes.get(0).body()).isEqualTo("hällo".getBytes(UTF_8));
        assertThat(intake.wishes.get(0).options()).isEqualTo("{\"delay\":\"1h\"}");
        assertThat(intake.wishes.get(1).body()).isEmpty();
        assertThat(intake.wishes.get(1).options()).isEmpty();
        assertThat(intake.wishes.get(2).body()).containsExactly(0, -1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}                                                | -3 | a job of a batch has a type",
        "{\"type\":7}                                      | -3 | type is a text",
        "{\"type\":\"echo\",\"payload\":{}}                | -3 | payload is a text",
        "{\"type\":\"echo\",\"payload_base64\":\"?\"}      | -3 | payload_base64 is not valid Base64",
        "{\"type\":\"echo\",\"payload\":\"\",\"payload_base64\":\"\"} | -3 | a job of a batch has payload or payload_base64, not both",
        "{\"type\":\"echo\",\"options\":\"{}\"}            | -3 | options are a JSON object",
        "{\"type\":\"echo\",\"options\":null}              | -3 | options are a JSON object",
        "{\"type\":\"echo\",\"queue\":\"mail\"}            | -3 | field 'queue' is not known; type, payload, payload_base64 and options are",
        "{\"type\":\"LONG\"}                               | -9 | a job type has at most 64 bytes",
        "null                                              | -3 | a job of a batch is a JSON object"})
    void whatIsWrongWithOneIsSaidOfThatOne(String item, int error, String message) throws Exception {
        String batch = "[" + item.replace("LONG", "x".repeat(65)) + ",{\"type\":\"echo\"}]";
        assertThat(gate.enqueueBatch(call, batch)).isEqualTo("[{\"error\":" + error + ",\"message\":\"" + message + "\"},{\"id\":\""
                + Intake.id(1) + "\"}]");
    }

    /** A51: what is no JSON is not repeated either. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "null", "[] []", "[hunter2]", "[{\"type\":\"echo\",\"payload\":\"a\",\"payload\":\"hunter2\"}]"})
    void a51WhatIsNoArrayIsEinvalForAllAndNotShown(String batch) {
        GateException refused = catchThrowableOfType(GateException.class, () -> gate.enqueueBatch(call, batch));
        assertThat(refused.errno()).isEqualTo(Errno.EINVAL);
        assertThat(refused.getMessage()).startsWith("the batch is").doesNotContain("hunter2");
        assertThat(intake.wishes).isEmpty();
    }

    /** A48: as deep as a reader goes, and no further. */
    @Test
    void a48ABatchOfBracketsIsRefused() {
        assertThat(catchThrowableOfType(GateException.class, () -> gate.enqueueBatch(call, "[".repeat(1 << 20))).errno())
                .isEqualTo(Errno.EINVAL);
    }

    @Test
    void aHundredAreABatchAndOneMoreIsNone() throws Exception {
        String item = "{\"type\":\"echo\"}";
        gate.enqueueBatch(call, "[" + (item + ",").repeat(99) + item + "]");
        assertThat(intake.wishes).hasSize(100);
        assertThat(catchThrowableOfType(GateException.class, () -> gate.enqueueBatch(call, "[" + (item + ",").repeat(100) + item + "]"))
                .errno()).isEqualTo(Errno.ETOOBIG);
    }

    @Test
    void onePayloadTravelsAsItIs() throws Exception {
        assertThat(gate.enqueue(call, "echo", new byte[] {0, -1}, "{}")).isEqualTo(Intake.id(1).value());
        assertThat(intake.wishes.get(0).body()).containsExactly(0, -1);
    }

    @Test
    void aJobOfThePluginHasAStatusAndWhatIsNotItsOwnIsEnoent() throws Exception {
        JobId id = Intake.id(1);
        intake.job = Intake.view(id, call.plugin());
        assertThat(gate.status(call, id.value())).satisfies(status -> {
            assertThat(status.type()).isEqualTo("echo");
            assertThat(status.state()).isEqualTo("running");
            assertThat(status.attempts()).isEqualTo(1);
        });
        intake.job = null;
        assertThatThrownBy(() -> gate.status(call, id.value())).isInstanceOfSatisfying(GateException.class,
                refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT));
    }

    @Test
    void whatAnAdministratorDecidedGoesWithThePlugin() {
        gate.forget("probe");
        assertThat(intake.forgotten).containsExactly("probe");
    }
}
