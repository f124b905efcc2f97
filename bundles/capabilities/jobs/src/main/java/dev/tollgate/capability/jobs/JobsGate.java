package dev.tollgate.capability.jobs;

import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.MaxBytes;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What a plugin that holds {@code jobs} can do. */
@Gate(name = "jobs", major = 1)
@ProviderType
public interface JobsGate {
    /**
     * Those of these schedules and jobs that are the plugin's, in the order of the ids. What is another's is not there, as what
     * does not exist.
     *
     * @param ids a JSON array of texts, at most 200
     */
    @GateFunction("batch_get")
    List<Job> batchGet(GateCall call, @MaxBytes(65_536) String ids) throws GateException;

    /** Registers a schedule, in the discovery call only; the answer is its id. It counts once that call has completed. */
    @GateFunction("register")
    String register(GateCall call, @MaxBytes(8_192) Contract contract) throws GateException;

    /**
     * @param name   the schedule's name, or the job's type
     * @param group  the plugin's slug
     * @param status {@code enabled}, {@code disabled} or {@code paused_by_plugin} of a schedule; {@code queued}, {@code running},
     *               {@code done}, {@code dead} or {@code discarded} of a job
     */
    record Job(String id, String name, String group, String status) {
    }
}
