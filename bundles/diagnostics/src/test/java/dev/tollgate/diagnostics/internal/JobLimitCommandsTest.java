package dev.tollgate.diagnostics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.JobLimits.Bounds;
import dev.tollgate.bridge.JobLimits.Decision;
import dev.tollgate.bridge.JobLimits.Limit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as an operator types it into Gogo. */
class JobLimitCommandsTest {
    private final Map<Limit, Decision> decisions = new EnumMap<>(Limit.class);
    private final CommandSession session = shell();

    private CommandSession shell() {
        JobLimitCommands commands = new JobLimitCommands(SettingsCommandsTest.installed("image-tools"), new JobLimits() {
            @Override
            public Bounds limits(String slug) {
                return new Bounds(60, 10_000, 2);
            }

            @Override
            public Map<Limit, Decision> decisions(String slug) {
                return decisions;
            }

            @Override
            public void set(String slug, Limit limit, int value, String by) {
                decisions.put(limit, new Decision(limit.checked(value), by, Instant.EPOCH));
            }

            @Override
            public boolean reset(String slug, Optional<Limit> limit, String by) {
                return limit.map(one -> decisions.remove(one) != null).orElseGet(() -> {
                    boolean any = !decisions.isEmpty();
                    decisions.clear();
                    return any;
                });
            }

            @Override
            public void forget(String slug) {
                throw new UnsupportedOperationException();
            }
        });
        CommandProcessorImpl processor = new CommandProcessorImpl(null);
        processor.addCommand("tollgate", commands, "joblimits");
        return processor.createSession(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), new ByteArrayOutputStream());
    }

    @Test
    void oneIsSetShownAndLeftToTheConfigurationAgain() throws Exception {
        assertThat(said("tollgate:joblimits image-tools rate.per.minute 120")).isEqualTo("rate.per.minute of image-tools is 120");
        assertThat(decisions.get(Limit.RATE)).isEqualTo(new Decision(120, "shell", Instant.EPOCH));
        assertThat(said("tollgate:joblimits image-tools").lines()).hasSize(4).anyMatch(line -> line.matches("rate.per.minute +120 +1970.* +shell"))
                .anyMatch(line -> line.matches("most.queued +10000 +the configuration"));
        assertThat(said("tollgate:joblimits image-tools rate.per.minute default")).endsWith(" is as in the configuration");
        assertThat(said("tollgate:joblimits image-tools rate.per.minute default")).endsWith(" was already as in the configuration");
        assertThat(decisions).isEmpty();
    }

    @Test
    void allAreLeftToTheConfigurationAtOnce() throws Exception {
        said("tollgate:joblimits image-tools rate.per.minute 120");
        said("tollgate:joblimits image-tools tollgate.job.per.group 4");
        assertThat(said("tollgate:joblimits image-tools default")).isEqualTo("image-tools is as in the configuration");
        assertThat(decisions).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "image-tools rate.per.minute 0          | error: rate.per.minute is a whole number from 1 to 100000, not 0; to stop",
        "image-tools tollgate.job.per.group 65  | error: tollgate.job.per.group is a whole number from 1 to 64, not 65",
        "image-tools most.queued many           | error: most.queued is a whole number from 1 to 1000000, or default",
        "image-tools burst 5                    | error: there is no such limit of jobs; limits are [rate.per.minute, most.queued, tollgate.job.per.group]",
        "image-tools everything                 | error: tollgate:joblimits SLUG shows them",
        "other most.queued 5                    | error: no plugin of that slug is installed"})
    void whatCannotBeSetSaysWhatCan(String arguments, String answer) throws Exception {
        assertThat(said("tollgate:joblimits " + arguments)).startsWith(answer);
        assertThat(decisions).isEmpty();
    }

    private String said(String command) throws Exception {
        return String.valueOf(session.execute(command));
    }
}
