package dev.tollgate.capability.jobs.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.ProvidesGate;
import dev.tollgate.abi.manifest.Durations;
import dev.tollgate.bridge.PluginSchedules;
import dev.tollgate.capability.jobs.Contract;
import dev.tollgate.capability.jobs.JobsGate;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobContract.Scope;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The jobs gate, onto the bridge's schedules. */
@Component(service = Capability.class)
@ProvidesGate(name = "jobs", version = "1.0")
public final class JobsCapability implements Capability, JobsGate {
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final PluginSchedules schedules;

    @Activate
    public JobsCapability(@Reference PluginSchedules schedules) {
        this.schedules = schedules;
    }

    @Override
    public List<Job> batchGet(GateCall call, String ids) throws GateException {
        return schedules.jobs(call.plugin(), ids(ids)).stream()
                .map(job -> new Job(job.id(), job.name(), job.group(), job.status())).toList();
    }

    @Override
    public String register(GateCall call, Contract contract) throws GateException {
        return schedules.register(call.plugin(), checked(contract));
    }

    private static List<String> ids(String text) throws GateException {
        List<String> ids = new ArrayList<>();
        try {
            JsonNode array = JSON.readTree(text);
            if (array.isArray()) {
                for (JsonNode id : array) {
                    if (!id.isTextual()) {
                        throw invalid("an id is a text");
                    }
                    ids.add(id.textValue());
                }
                return ids;
            }
        } catch (JsonProcessingException malformed) {
            throw invalid("the ids are not valid JSON");
        }
        throw invalid("the ids are a JSON array of texts");
    }

    private static JobContract checked(Contract wanted) throws GateException {
        try {
            return new JobContract(wanted.name(), wanted.displayName(), wanted.description(), wanted.pattern(),
                    ZoneId.of(wanted.timeZone()), wanted.scope().equals("all_node") ? Scope.ALL_NODE : Scope.LEADER,
                    wanted.maxConcurrency(), Durations.parse(wanted.timeout()).orElseThrow(
                            () -> new IllegalArgumentException("timeout is a duration such as 30s or 5m")), wanted.handler());
        } catch (DateTimeException unknown) {
            throw invalid("time_zone is no time zone; one is named like Europe/Paris, UTC or +02:00");
        } catch (IllegalArgumentException wrong) {
            throw invalid(wrong.getMessage());
        }
    }

    private static GateException invalid(String message) {
        return new GateException(Errno.EINVAL, message);
    }
}
