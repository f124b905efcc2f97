package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.manifest.Durations;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.lifecycle.LimitsStatus;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.Limits;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The operator's ceilings: a manifest may ask for more, and gets this much. */
@Component(service = Ceilings.class, configurationPid = Ceilings.PID)
@Designate(ocd = Ceilings.Settings.class)
public final class Ceilings {
    static final String PID = "dev.tollgate.limits";

    private static final int MOST_MEMORY_MB = 2_047;
    private static final String MOST_FUEL = "1000000000000";

    @ObjectClassDefinition(name = "Tollgate limits", description = "The most that a plugin gets, whatever its manifest asks for.")
    public @interface Settings {
        @AttributeDefinition(name = "Hook fuel", description = "The most fuel of one hook invocation.", min = "1000", max = MOST_FUEL)
        long hook_fuel() default 500_000_000L;

        @AttributeDefinition(name = "Hook memory", description = "The most memory of an instance that runs hooks, in MiB.", min = "1", max = "2047")
        int hook_memory_mb() default 256;

        @AttributeDefinition(name = "Hook deadline", description = "The longest that one hook invocation takes, in ms.", min = "1", max = "3600000")
        long hook_timeout_ms() default 5_000;

        @AttributeDefinition(name = "Job fuel", description = "The most fuel of one job.", min = "1000", max = MOST_FUEL)
        long job_fuel() default 1_000_000_000L;

        @AttributeDefinition(name = "Job memory", description = "The most memory of an instance that runs jobs, in MiB.", min = "1", max = "2047")
        int job_memory_mb() default 256;

        @AttributeDefinition(name = "Job deadline", description = "The longest that one job takes, in seconds.", min = "1", max = "86400")
        long job_timeout_s() default 300;

        @AttributeDefinition(name = "High-resource job fuel", description = "The fuel of one job of a plugin that holds high_resource_jobs.", min = "1000",
                max = MOST_FUEL)
        long high_job_fuel() default 10_000_000_000L;

        @AttributeDefinition(name = "High-resource job memory", description = "The memory of such a job, in MiB.", min = "1", max = "2047")
        int high_job_memory_mb() default 512;

        @AttributeDefinition(name = "High-resource job deadline", description = "The deadline of such a job, in seconds.", min = "1", max = "86400")
        long high_job_timeout_s() default 1_800;

        @AttributeDefinition(name = "Hook chain deadline", description = "The longest that all handlers of one hook call take together, in ms.", min = "1",
                max = "3600000")
        long hook_chain_ms() default 10_000;
    }

    private volatile Most most;

    /** What the operator allows at present. */
    record Most(Limits hooks, Limits jobs, Limits highResourceJobs, Duration hookChain) {
        static Most of(Settings settings) {
            return new Most(Limits.HOOK.with(new Fuel(settings.hook_fuel()), memory("hook.memory.mb", settings.hook_memory_mb()),
                    Duration.ofMillis(settings.hook_timeout_ms())),
                    Limits.JOB.with(new Fuel(settings.job_fuel()), memory("job.memory.mb", settings.job_memory_mb()),
                    Duration.ofSeconds(settings.job_timeout_s())),
                    Limits.JOB.with(new Fuel(settings.high_job_fuel()), memory("high.job.memory.mb", settings.high_job_memory_mb()),
                    Duration.ofSeconds(settings.high_job_timeout_s())), Duration.ofMillis(settings.hook_chain_ms()));
        }
    }

    @Activate
    public Ceilings(Settings settings) {
        configure(settings);
    }

    Ceilings(Limits hooks, Limits jobs, Limits highResourceJobs, Duration hookChain) {
        this.most = new Most(hooks, jobs, highResourceJobs, hookChain);
    }

    /** Plugins that are loaded have the new ones at their next call. */
    @Modified
    void configure(Settings settings) {
        most = Most.of(settings);
    }

    /** Another one whenever something changed. */
    Most most() {
        return most;
    }

    /** An instance's memory is a Java array, which ends short of 2 GiB. */
    private static Bytes memory(String key, int mebibytes) {
        if (mebibytes < 1 || mebibytes > MOST_MEMORY_MB) {
            throw new IllegalArgumentException("configuration " + PID + ": " + key + " is " + mebibytes
                    + ", allowed is a whole number from 1 to " + MOST_MEMORY_MB);
        }
        return Bytes.ofMiB(mebibytes);
    }

    LimitsStatus hooks(Manifest manifest) {
        Manifest.Server asked = manifest.server();
        return new LimitsStatus(LimitsStatus.Use.HOOKS, Limits.HOOK.with(new Fuel(asked.fuelPerInvocation()),
                Bytes.ofMiB(asked.memoryLimitMb()), Duration.ofMillis(asked.invocationTimeoutMs())), most.hooks());
    }

    LimitsStatus jobs(Manifest manifest) {
        Manifest.JobCaps asked = manifest.limits();
        return new LimitsStatus(LimitsStatus.Use.JOBS, Limits.JOB.with(new Fuel(asked.jobFuel()), Bytes.ofMiB(asked.jobMemoryMb()),
                Durations.parse(asked.jobTimeout()).orElseThrow()), most.jobs());
    }

    /** The second set of caps: what a job gets while its plugin holds {@code high_resource_jobs}, whatever its manifest asks for. */
    Limits highResourceJobs() {
        return most.highResourceJobs();
    }

    public Duration hookChain() {
        return most.hookChain();
    }
}
