package dev.tollgate.bridge.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.bridge.PluginSchedules;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.bridge.ScheduleReport;
import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.JobSummary;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.Schedules;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schedules of plugins, for whoever speaks for one. */
@Component(service = PluginSchedules.class)
public final class DeclaredSchedules implements PluginSchedules {
    private static final Logger LOG = LoggerFactory.getLogger(DeclaredSchedules.class);

    private final ScheduleFollower follower;
    private final Schedules schedules;
    private final Jobs jobs;

    @Activate
    public DeclaredSchedules(@Reference ScheduleFollower follower, @Reference Schedules schedules, @Reference Jobs jobs) {
        this.follower = follower;
        this.schedules = schedules;
        this.jobs = jobs;
    }

    @Override
    public String register(PluginId plugin, JobContract contract) throws GateException {
        Discovery discovery = follower.discoveries().of(plugin);
        Optional<String> fault = schedules.fault(contract);
        if (fault.isPresent()) {
            throw new GateException(Errno.EINVAL, "schedule " + contract.name() + ": " + PlainText.of(fault.get()));
        }
        discovery.register(contract);
        return StoredSchedule.id(plugin.slug(), contract.name());
    }

    @Override
    public List<JobSummary> jobs(PluginId plugin, Collection<String> ids) throws GateException {
        if (ids.size() > MOST_IDS) {
            throw new GateException(Errno.ETOOBIG, ids.size() + " ids; at most " + MOST_IDS + " are taken");
        }
        Set<String> asked = new LinkedHashSet<>(ids);
        try {
            Map<String, JobSummary> found = jobs.batchGet(asked, Optional.of(plugin.slug())).stream()
                    .collect(Collectors.toMap(JobSummary::id, Function.identity()));
            return asked.stream().filter(found::containsKey).map(found::get).map(DeclaredSchedules::asItsPluginKnowsIt).toList();
        } catch (JobStoreException failure) {
            LOG.error("the jobs of {} could not be read", plugin, failure);
            throw new GateException(Errno.EINTERNAL, "the jobs could not be read");
        }
    }

    @Override
    public ScheduleReport report(String slug) {
        return follower.report(slug);
    }

    @Override
    public void withdraw(String slug) {
        follower.withdraw(slug);
    }

    private static JobSummary asItsPluginKnowsIt(JobSummary job) {
        return new JobSummary(job.id(), PluginTaskPayload.ownType(job.group(), job.name()), job.group(), job.status());
    }
}
