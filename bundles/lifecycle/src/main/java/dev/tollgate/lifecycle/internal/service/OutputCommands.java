package dev.tollgate.lifecycle.internal.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.ingress.Diagnostic.Level;
import dev.tollgate.lifecycle.ingress.OutputRefusedException;
import dev.tollgate.lifecycle.ingress.OutputTarget;
import dev.tollgate.limits.TokenBucket;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the commands of events: all of them are prepared, one after another, and then all committed, or all cancelled. Nothing is
 * locked meanwhile, so that a target that does not come back holds up the service whose command it has, and nobody else.
 *
 * <p>A target that fails while it commits makes no event fail: others have committed by then, and the event would do that twice.
 */
@Component(service = EventOutput.class)
public final class OutputCommands implements EventOutput {
    private static final Logger LOG = LoggerFactory.getLogger(OutputCommands.class);
    private static final int LONGEST_REASON = 500;
    private static final int SHOWN_FAILURES = 10;

    private final DiagnosticLog log;
    private final Map<String, OutputTarget> own;
    private final TokenBucket shown;
    private final OutputReader reader = new OutputReader();
    private final Ranked<OutputTarget> targets = new Ranked<>(OutputTarget.KIND);

    @Activate
    public OutputCommands(@Reference DiagnosticLog log, @Reference RequestCommand requests) {
        this(log, requests, System::nanoTime);
    }

    OutputCommands(DiagnosticLog log, OutputTarget requests, LongSupplier nanoTime) {
        this.log = log;
        this.own = Map.of(StatusCommand.NAME, new StatusCommand(log), RequestCommand.NAME, requests);
        this.shown = new TokenBucket(SHOWN_FAILURES, SHOWN_FAILURES, nanoTime);
    }

    @Reference(service = OutputTarget.class, policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE, updated = "add")
    void add(OutputTarget target, Map<String, Object> properties) {
        targets.add(target, properties);
        targets.names().stream().filter(own::containsKey)
                .forEach(kind -> LOG.warn("'{}' is the host's own: a service with {}={} is not used", kind, OutputTarget.KIND, kind));
    }

    void remove(OutputTarget target, Map<String, Object> properties) {
        targets.remove(properties);
    }

    @Override
    public void carryOut(ActivePlugin plugin, byte[] output) throws OutputRefusedException {
        if (output.length == 0) {
            return;
        }
        List<ObjectNode> commands = reader.read(output);
        CommandBatch batch = new CommandBatch(plugin.id(), (kind, failed) -> failed(plugin.id(), kind, failed));
        boolean ready = false;
        try {
            for (int i = 0; i < commands.size(); i++) {
                prepare(batch, i, commands.get(i));
            }
            batch.check(target -> own.containsValue(target) || targets.has(target));
            ready = true;
        } finally {
            if (!ready) {
                batch.cancel();
            }
        }
        batch.commit();
    }

    private void prepare(CommandBatch batch, int index, ObjectNode command) throws OutputRefusedException {
        String kind = command.get("command").textValue();
        OutputTarget target = own.containsKey(kind) ? own.get(kind) : targets.best(kind).orElse(null);
        String at = "/commands/" + index;
        if (target == null) {
            TreeSet<String> known = targets.names();
            known.addAll(own.keySet());
            throw new OutputRefusedException(at + "/command: nobody carries out '" + CommandFields.brief(kind) + "'; there are '"
                    + String.join("', '", known) + "'");
        }
        try {
            batch.prepare(kind, target, command);
        } catch (OutputRefusedException refused) {
            throw new OutputRefusedException(shown(at, String.valueOf(refused.getMessage())));
        }
    }

    /** Its beginning is where, and a target may say more of that, or just what. */
    private static String shown(String at, String why) {
        String brief = PlainText.of(why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON));
        return at + (why.startsWith("/") || why.startsWith(":") ? "" : ": ") + brief;
    }

    private void failed(PluginId plugin, String kind, Throwable failed) {
        log.note(plugin.slug(), Level.ERROR, "'" + kind + "' failed in the host; its log says why");
        if (shown.tryTake()) {
            LOG.error("'{}' of {} failed", kind, plugin, failed);
        }
    }
}
