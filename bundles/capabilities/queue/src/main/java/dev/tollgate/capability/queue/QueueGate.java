package dev.tollgate.capability.queue;

import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.MaxBytes;
import org.osgi.annotation.versioning.ProviderType;

/** What a plugin that holds {@code queue} can do. */
@Gate(name = "queue", major = 1)
@ProviderType
public interface QueueGate {
    /**
     * Enqueues a job of a type that the manifest declares, and answers with its id. The job is on disk when it returns.
     *
     * @param options JSON, or empty; see {@code dev.tollgate.bridge.PluginQueue}
     */
    @GateFunction("enqueue")
    String enqueue(GateCall call, @MaxBytes(64) String type, byte[] payload, @MaxBytes(4_096) String options) throws GateException;

    /**
     * Enqueues up to 100 jobs in one transaction. What is wrong with one hurts no other; each counts against rate and depth.
     *
     * @param items a JSON array of {@code {"type", "payload" or "payload_base64", "options"}}
     * @return a JSON array in the same order, of {@code {"id"}} or {@code {"error", "message"}}
     */
    @GateFunction("enqueue_batch")
    String enqueueBatch(GateCall call, String items) throws GateException;

    /** How a job of the plugin stands. */
    @GateFunction("status")
    Status status(GateCall call, @MaxBytes(256) String taskId) throws GateException;

    /** @param state queued, running, done, dead or discarded; @param reason why the last attempt failed, or null */
    record Status(String id, String type, String state, int attempts, String reason) {
    }
}
