package dev.tollgate.capability.queue.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.ProvidesGate;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.capability.queue.QueueGate;
import dev.tollgate.jobs.JobView;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The queue gate, onto the bridge's queue. */
@Component(service = Capability.class)
@ProvidesGate(name = "queue", version = "1.0")
public final class QueueCapability implements Capability, QueueGate {
    private final PluginQueue queue;

    @Activate
    public QueueCapability(@Reference PluginQueue queue) {
        this.queue = queue;
    }

    @Override
    public String enqueue(GateCall call, String type, byte[] payload, String options) throws GateException {
        return queue.enqueue(call.plugin(), call.handler(), type, payload, options).value();
    }

    @Override
    public Status status(GateCall call, String taskId) throws GateException {
        JobView job = queue.status(call.plugin(), taskId)
                .orElseThrow(() -> new GateException(Errno.ENOENT, "the plugin has no job of that id"));
        return new Status(job.id().value(), PluginTaskPayload.decode(job.payload()).type(),
                job.state().name().toLowerCase(Locale.ROOT), job.attempts(), job.reason().orElse(null));
    }
}
