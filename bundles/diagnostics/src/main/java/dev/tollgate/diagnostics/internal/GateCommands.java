package dev.tollgate.diagnostics.internal;

import dev.tollgate.lifecycle.GateCount;
import dev.tollgate.lifecycle.GateProvider;
import dev.tollgate.lifecycle.GateRecords;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows, in the shell, which gates there are and what went through them. */
@Component(service = GateCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=gates"})
public final class GateCommands {
    private final GateRecords records;

    @Activate
    public GateCommands(@Reference GateRecords records) {
        this.records = records;
    }

    @Descriptor("lists the gates that are provided now, and by which bundle")
    public String gates() {
        return Answer.of(() -> {
            Table table = new Table("GATE", "BUNDLE", "INSIDE");
            for (GateProvider provider : records.providers()) {
                table.row(provider.gate(), provider.bundle(), provider.inside());
            }
            return table.toString();
        });
    }

    @Descriptor("shows how a plugin used its gates since this node started")
    public String gates(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            Table table = new Table("GATE", "ANSWERED", "REFUSED", "TIME");
            for (GateCount count : records.counts(slug)) {
                table.row(count.gate(), count.answered(), count.refused().entrySet().stream().sorted(Map.Entry.comparingByKey())
                        .map(refused -> refused.getKey() + " " + refused.getValue()).collect(Collectors.joining(", ")),
                        count.time().toMillis() + " ms");
            }
            return table.toString();
        });
    }
}
