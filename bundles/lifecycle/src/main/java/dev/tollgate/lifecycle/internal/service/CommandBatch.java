package dev.tollgate.lifecycle.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.ingress.OutputRefusedException;
import dev.tollgate.lifecycle.ingress.OutputTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The commands of one event that are prepared so far: all are carried out, or none. A target that throws keeps no other from its turn. */
final class CommandBatch {
    private record Step(String kind, OutputTarget target, OutputTarget.Prepared prepared) {
    }

    private final PluginId plugin;
    private final BiConsumer<String, Throwable> failures;
    private final List<Step> steps = new ArrayList<>();

    /** @param failures told which command failed of its own, and with what */
    CommandBatch(PluginId plugin, BiConsumer<String, Throwable> failures) {
        this.plugin = plugin;
        this.failures = failures;
    }

    void prepare(String kind, OutputTarget target, JsonNode command) throws OutputRefusedException {
        OutputTarget.Prepared prepared = null;
        try {
            prepared = target.prepare(plugin, command);
        } catch (RuntimeException | LinkageError failed) {
            failures.accept(kind, failed);
        }
        if (prepared == null) {
            throw new OutputRefusedException(": '" + kind + "' cannot be carried out now; the host's log says why");
        }
        steps.add(new Step(kind, target, prepared));
    }

    /** @throws OutputRefusedException where somebody has gone who was to carry out one of them */
    void check(Predicate<OutputTarget> there) throws OutputRefusedException {
        for (int i = 0; i < steps.size(); i++) {
            if (!there.test(steps.get(i).target())) {
                throw new OutputRefusedException("/commands/" + i + ": nobody carries out '" + steps.get(i).kind() + "' any more");
            }
        }
    }

    void commit() {
        for (Step step : steps) {
            end(step, step.prepared()::commit);
        }
    }

    void cancel() {
        for (int last = steps.size() - 1; last >= 0; last--) {
            end(steps.get(last), steps.get(last).prepared()::cancel);
        }
    }

    private void end(Step step, Runnable ending) {
        try {
            ending.run();
        } catch (RuntimeException | LinkageError failed) {
            failures.accept(step.kind(), failed);
        }
    }
}
