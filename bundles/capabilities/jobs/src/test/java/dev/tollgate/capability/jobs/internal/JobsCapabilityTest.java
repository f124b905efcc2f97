package dev.tollgate.capability.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.bridge.PluginSchedules;
import dev.tollgate.bridge.ScheduleReport;
import dev.tollgate.capability.jobs.Contract;
import dev.tollgate.capability.testkit.TestCall;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobSummary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gate makes of a guest's JSON, and what of the bridge's answers. */
class JobsCapabilityTest {
    private final Schedules schedules = new Schedules();
    private final JobsCapability gate = new JobsCapability(schedules);
    private final GateContract contract = GateContract.of(gate);
    private final TestCall call = new TestCall().withPlugin("probe", "1.0.0");

    /** Takes everything down. */
    private static final class Schedules implements PluginSchedules {
        final List<JobContract> registered = new ArrayList<>();
        final List<String> asked = new ArrayList<>();

        @Override
        public String register(PluginId plugin, JobContract contract) {
            registered.add(contract);
            return plugin.slug() + "/" + contract.name();
        }

        @Override
        public List<JobSummary> jobs(PluginId plugin, Collection<String> ids) {
            asked.addAll(ids);
            return ids.stream().map(id -> new JobSummary(id, "nightly", plugin.slug(), "enabled")).toList();
        }

        @Override
        public ScheduleReport report(String slug) {
            return ScheduleReport.NONE;
        }

        @Override
        public void withdraw(String slug) {
            throw new AssertionError("no gate withdraws");
        }
    }

    @Test
    void aContractIsReadWithAllItsFields() throws Exception {
        assertThat(register("""
                {"name":"nightly","display_name":"Nightly","description":"sums up","pattern":"0 2 * * *","time_zone":"Europe/Paris",
                 "scope":"all_node","concurrency":"parallel","max_concurrency":3,"timeout":"5m","handler":"job_nightly"}""")).isEqualTo("probe/nightly");
        assertThat(schedules.registered).containsExactly(new JobContract("nightly", "Nightly", "sums up", "0 2 * * *",
                ZoneId.of("Europe/Paris"), JobContract.Scope.ALL_NODE, 3, Duration.ofMinutes(5), "job_nightly"));
    }

    @Test
    void whatMayBeLeftOutIsAsInAManifest() throws Exception {
        register("{\"name\":\"n\",\"pattern\":\"@daily\",\"handler\":\"h\"}");
        assertThat(schedules.registered).containsExactly(new JobContract("n", "", "", "@daily", ZoneId.of("UTC"),
                JobContract.Scope.LEADER, 1, Duration.ofSeconds(30), "h"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "\"queue\":\"plugins\" | unknown field 'queue'",
        "\"scope\":\"global\" | scope is \"leader\" or \"all_node\"",
        "\"concurrency\":\"many\" | concurrency is \"singleton\" or \"parallel\"",
        "\"max_concurrency\":2 | a singleton runs once at a time",
        "\"concurrency\":\"parallel\",\"max_concurrency\":65 | max concurrency is 1 to 64",
        "\"concurrency\":\"parallel\",\"max_concurrency\":0 | max concurrency is 1 to 64",
        "\"time_zone\":\"Europe/Atlantis\" | time_zone is no time zone",
        "\"timeout\":\"soon\" | timeout is a duration such as 30s",
        "\"timeout\":\"25h\" | at most 24 h",
        "\"timeout\":\"0s\" | longer than zero",
        "\"display_name\":\"a\\nb\" | display_name is a text of at most 80 characters",
        "\"name\":\"other/n\" | not a name of a job",
        "\"name\":\"\" | name is missing",
        "\"pattern\":null | pattern is missing",
        "\"handler\":null | handler is missing"})
    void aContractThatIsNoneIsInvalidAndSaysWhy(String field, String reason) {
        String name = field.startsWith("\"name\"") ? "" : "\"name\":\"n\",";
        String pattern = field.startsWith("\"pattern\"") ? "" : "\"pattern\":\"@daily\",";
        String handler = field.startsWith("\"handler\"") ? "" : "\"handler\":\"h\",";
        assertThatThrownBy(() -> register("{" + name + pattern + handler + field + "}")).hasMessageContaining(reason);
        assertThat(schedules.registered).isEmpty();
    }

    @Test
    void jobsAreAnsweredAsJson() throws Exception {
        assertThat(new String(contract.write(gate.batchGet(call, "[\"probe/nightly\"]")), StandardCharsets.UTF_8))
                .isEqualTo("[{\"id\":\"probe/nightly\",\"name\":\"nightly\",\"group\":\"probe\",\"status\":\"enabled\"}]");
        assertThat(gate.batchGet(call, "[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "\"a\"", "[1]", "[null]", "[[\"a\"]]", "[\"a\"", "[\"a\"] []", "null"})
    void idsThatAreNoArrayOfTextsAreInvalid(String ids) {
        GateException refusal = catchThrowableOfType(GateException.class, () -> gate.batchGet(call, ids));
        assertThat(refusal.errno()).isEqualTo(Errno.EINVAL);
        assertThat(schedules.asked).isEmpty();
    }

    /** As the host passes a guest's JSON on. */
    private String register(String json) throws GateException {
        GateContract.Parameter parameter = contract.function("register").orElseThrow().parameters().get(0);
        return gate.register(call, (Contract) contract.read(parameter, json.getBytes(StandardCharsets.UTF_8)));
    }
}
