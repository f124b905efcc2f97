package dev.tollgate.itests;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobsRegistrar;
import dev.tollgate.jobs.Lease;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The one class of a bundle that declares jobs: those that its manifest names. Each answers which version of the bundle it is. */
public final class ChoreJobs implements BundleActivator, JobsRegistrar {
    /** The header with their names, with commas between them. */
    static final String JOBS = "Test-Jobs";

    private List<String> names;
    private String version;

    @Override
    public void start(BundleContext context) {
        names = Arrays.asList(context.getBundle().getHeaders().get(JOBS).split(","));
        version = context.getBundle().getVersion().toString();
        context.registerService(JobsRegistrar.class, this, null);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service back.
    }

    @Override
    public List<JobContract> jobs() {
        return names.stream().map(name -> new JobContract(name, "", "", "0 12 29 2 *", ZoneOffset.UTC, JobContract.Scope.LEADER, 1,
                Duration.ofMinutes(5), "do-" + name)).toList();
    }

    @Override
    public JobResult run(String handler, JobExecution execution, Lease lease) {
        return new JobResult.Done((handler + " " + version).getBytes(StandardCharsets.UTF_8), "one chore");
    }
}
