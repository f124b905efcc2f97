package dev.tollgate.shell.internal.noun;

import dev.tollgate.configuration.ConfigurationFault;
import dev.tollgate.configuration.ConfigurationFaults;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Page;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;

/** Shows what of the host's own configuration is refused. */
@Component
@Command(name = Noun.SCOPE + "configuration", description = "shows what of the host's own configuration is refused; a plugin's is tollgate:config")
public final class ConfigurationNoun implements Noun {
    private final ConfigurationFaults faults;

    @Activate
    public ConfigurationNoun(@Reference ConfigurationFaults faults) {
        this.faults = faults;
    }

    @Command(name = "list", description = "lists what is refused now, why, and what is in force instead")
    public Act list() {
        return caller -> {
            List<ConfigurationFault> present = faults.present();
            Page page = new Page();
            present.forEach(fault -> add(page, fault));
            return new Answer(Doc.array(present.stream().map(ConfigurationNoun::of).toList()), () -> present.isEmpty()
                    ? "all that is configured is in force" : page.text("What is corrected is read again at once.").toString());
        };
    }

    private static void add(Page page, ConfigurationFault fault) {
        page.text(fault.pid() + ", refused at " + fault.since().truncatedTo(ChronoUnit.SECONDS)).line("  file", fault.file()).line("  key", fault.key()).line("  problem", fault.problem())
                .line("  so", fault.inForce().text());
    }

    private static Doc of(ConfigurationFault fault) {
        return new Doc().put("pid", fault.pid()).put("file", fault.file()).put("key", fault.key()).put("problem", fault.problem())
                .put("inForce", fault.inForce()).put("since", fault.since());
    }
}
