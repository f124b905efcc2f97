package dev.tollgate.diagnostics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PauseCommandsTest {
    private final List<String> done = new ArrayList<>();
    private PluginState state = PluginState.ACTIVE;
    private final PauseCommands commands = new PauseCommands(
            ScheduleCommandsTest.answering(Plugins.class, (method, arguments) -> arguments[0].equals("acme") ? Optional.of(plugin()) : Optional.empty()),
            ScheduleCommandsTest.answering(JobsAdmin.class, (method, arguments) -> done.add(method + Arrays.asList(arguments))));

    @Test
    void aPluginsJobsWaitAndGoOn() {
        assertThat(commands.pause("acme")).isEqualTo("jobs of acme wait; tollgate:resume acme lets them go on");
        assertThat(commands.resume("acme")).isEqualTo("jobs of acme go on");
        assertThat(done).containsExactly("pause[plugins, acme, shell]", "resume[plugins, acme]");
    }

    @Test
    void aPluginThatIsBeingRemovedStaysClosed() {
        state = PluginState.REMOVING;
        assertThat(commands.pause("acme")).startsWith("error: acme is being removed");
        assertThat(commands.resume("acme")).startsWith("error: acme is being removed");
        assertThat(done).isEmpty();
    }

    @Test
    void aPluginThatIsNotInstalledHasNoJobsToPause() {
        assertThat(commands.pause("other")).isEqualTo("error: no plugin of that slug is installed; tollgate:list names them");
        assertThat(commands.resume("other")).startsWith("error: no plugin");
        assertThat(done).isEmpty();
    }

    private PluginView plugin() {
        return new PluginView(new PluginId("acme", "1.0.0", Digest.of(new byte[] {1})), "Acme", state, Optional.empty(), List.of(), List.of(),
                Optional.empty(), null, List.of());
    }
}
