package dev.tollgate.lifecycle.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.ingress.Diagnostic.Level;
import dev.tollgate.lifecycle.ingress.OutputRefusedException;
import dev.tollgate.lifecycle.ingress.OutputTarget;
import java.util.List;
import java.util.Locale;

/** {@code diagnostic status}: a service says something for the operator to read. */
record StatusCommand(DiagnosticLog log) implements OutputTarget {
    static final String NAME = "diagnostic status";
    private static final List<String> LEVELS = List.of("info", "warning", "error");

    @Override
    public Prepared prepare(PluginId plugin, JsonNode command) throws OutputRefusedException {
        CommandFields fields = CommandFields.of(command, "level", "text");
        Level level = Level.valueOf(fields.oneOf("level", LEVELS).toUpperCase(Locale.ROOT));
        String text = fields.text("text", DiagnosticRings.LONGEST);
        return new Prepared() {
            @Override
            public void commit() {
                log.note(plugin.slug(), level, text);
            }

            @Override
            public void cancel() {
                // Nothing was reserved.
            }
        };
    }
}
