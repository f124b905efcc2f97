package dev.tollgate.capability.queue.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.PluginData;
import dev.tollgate.abi.capability.ProvidesGate;
import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.capability.queue.QueueGate;
import dev.tollgate.jobs.JobView;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The queue gate, onto the bridge's queue. What it keeps for a plugin is what an administrator decided about its jobs. */
@Component(service = Capability.class)
@ProvidesGate(name = "queue", version = "1.0")
public final class QueueCapability implements Capability, QueueGate, PluginData {
    private final PluginQueue queue;
    private final JobLimits limits;

    @Activate
    public QueueCapability(@Reference PluginQueue queue, @Reference JobLimits limits) {
        this.queue = queue;
        this.limits = limits;
    }

    @Override
    public String enqueue(GateCall call, String type, byte[] payload, String options) throws GateException {
        return queue.enqueue(call.plugin(), call.handler(), new PluginQueue.Wish(type, payload, options, call.traceparent())).value();
    }

    @Override
    public String enqueueBatch(GateCall call, String items) throws GateException {
        Batch batch = Batch.read(items);
        return batch.answers(queue.enqueue(call.plugin(), call.handler(), batch.wishes().stream().map(wish -> wish.tracedBy(call.traceparent())).toList()));
    }

    @Override
    public Status status(GateCall call, String taskId) throws GateException {
        JobView job = queue.status(call.plugin(), taskId)
                .orElseThrow(() -> new GateException(Errno.ENOENT, "the plugin has no job of that id"));
        return new Status(job.id().value(), PluginTaskPayload.decode(job.payload()).type(),
                job.state().name().toLowerCase(Locale.ROOT), job.attempts(), job.reason().orElse(null));
    }

    @Override
    public void prepare(PluginId plugin, Map<String, byte[]> files) {
        // What is kept is about the plugin, whatever its version.
    }

    @Override
    public void forget(String slug) {
        limits.forget(slug);
    }
}
