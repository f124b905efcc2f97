package dev.tollgate.diagnostics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.bridge.DeadJobs;
import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobsAdmin.Bulk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as an operator types them into Gogo. */
class DeadJobCommandsTest {
    private final List<String> done = new ArrayList<>();
    private Bulk bulk = new Bulk(2, 0, Optional.empty());
    private final CommandSession session = shell();

    private CommandSession shell() {
        DeadJobCommands commands = new DeadJobCommands(new PluginJobs() {
            @Override
            public JobId enqueue(String slug, String type, byte[] body, String by) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void replay(JobId id) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Bulk replayAll(DeadJobs dead) {
                done.add("replay " + dead);
                return bulk;
            }

            @Override
            public Bulk discardAll(DeadJobs dead) {
                done.add("discard " + dead);
                return bulk;
            }
        });
        CommandProcessorImpl processor = new CommandProcessorImpl(null);
        processor.addCommand("tollgate", commands, "replayAll");
        processor.addCommand("tollgate", commands, "discardAll");
        return processor.createSession(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), new ByteArrayOutputStream());
    }

    @Test
    void eachOptionNarrowsWhichJobsAreMeant() throws Exception {
        assertThat(said("tollgate:replayAll --plugin image-tools")).isEqualTo("2 jobs are queued again");
        said("tollgate:replayAll --plugin image-tools --type resize --reason 'fuel limit'");
        assertThat(said("tollgate:discardAll --reason 'fuel limit'")).isEqualTo("2 jobs are discarded");
        assertThat(done).containsExactly("replay " + DeadJobs.ALL.of("image-tools"),
                "replay " + DeadJobs.ALL.of("image-tools").type("resize").because("fuel limit"),
                "discard " + DeadJobs.ALL.because("fuel limit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tollgate:replayAll", "tollgate:discardAll", "tollgate:discardAll --type resize"})
    void whichOnesHasToBeSaid(String command) throws Exception {
        assertThat(said(command)).startsWith("error: say which");
        assertThat(done).isEmpty();
    }

    @Test
    void aTypeIsOnePlugins() throws Exception {
        assertThat(said("tollgate:discardAll --type resize --reason x")).isEqualTo("error: a job type is one plugin's: say which plugin");
    }

    @Test
    void whatCouldNotBeDoneIsToldWithItsReason() throws Exception {
        bulk = new Bulk(1, 3, Optional.of("gone is no longer installed"));
        assertThat(said("tollgate:replayAll --reason x"))
                .isEqualTo("1 job is queued again, 3 stay in the dead letters: gone is no longer installed");
    }

    private String said(String command) throws Exception {
        return String.valueOf(session.execute(command));
    }
}
