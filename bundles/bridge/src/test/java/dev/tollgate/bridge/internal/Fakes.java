package dev.tollgate.bridge.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.manifest.ManifestException;
import dev.tollgate.abi.manifest.ManifestReader;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.JobSummary;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.ScheduleView;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.VersionView;
import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.BreakerRule;
import dev.tollgate.limits.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What stands on either side of the bridge: the plugins of a server, and a queue that keeps what it was given. */
final class Fakes implements Plugins, JobQueue, Jobs, JobsAdmin {
    private static final BreakerStatus NEVER_TRIPPED = new BreakerStatus(Breaker.State.CLOSED, Optional.empty(), 0, 0, BreakerRule.DEFAULT);

    final List<JobRequest> accepted = new ArrayList<>();
    final List<byte[]> replayed = new ArrayList<>();
    byte[] dead = new byte[0];
    final List<JobFilter> filters = new ArrayList<>();
    final Map<JobId, JobView> views = new HashMap<>();
    int transactions;
    boolean broken;
    boolean installed = true;
    boolean active = true;
    PluginState state = PluginState.INACTIVE;
    boolean granted = true;
    Limits high;
    Optional<String> reason = Optional.empty();
    Function<JobRequest, Enqueued> answer = request -> new Enqueued.Accepted(new JobId("00000000-0000-7000-8000-000000000001"));
    Limits job = Limits.JOB;
    PluginId id = new PluginId("probe", "1.0.0", Digest.of(new byte[] {1}));
    /** The catalogue's version, where this node has not switched to it yet. */
    Optional<PluginId> next = Optional.empty();

    private final Manifest manifest = manifest();

    private static Manifest manifest() {
        try {
            return new ManifestReader().read(TestPackage.enqueue("probe", "1.0.0").manifest().getBytes(StandardCharsets.UTF_8));
        } catch (ManifestException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private final class Active implements ActivePlugin {
        @Override
        public PluginId id() {
            return id;
        }

        @Override
        public Manifest manifest() {
            return manifest;
        }

        @Override
        public GuestModule module() {
            return null;
        }

        @Override
        public Optional<GuestModule> service() {
            return Optional.empty();
        }

        @Override
        public Limits hookLimits() {
            return Limits.HOOK;
        }

        @Override
        public Limits jobLimits() {
            return job;
        }

        @Override
        public Optional<Limits> highResourceJobLimits() {
            return Optional.ofNullable(high);
        }

        @Override
        public List<String> waitsFor(Duration patience) {
            return waitsFor();
        }

        @Override
        public boolean holds(String capability) {
            return granted;
        }

        @Override
        public List<String> waitsFor() {
            return List.of();
        }
    }

    @Override
    public PluginView downgrade(String slug, String version, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PluginView rollback(String slug, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void retire(PluginId version, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<VersionView> versions(String slug) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PluginEvent> history(String slug, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ActivePlugin> active(String slug) {
        return active && slug.equals(id.slug()) ? Optional.of(new Active()) : Optional.empty();
    }

    @Override
    public Optional<PluginView> get(String slug) {
        return installed && slug.equals(id.slug())
                ? Optional.of(new PluginView(next.orElse(id), "Probe", active ? PluginState.ACTIVE : state, reason, List.of(), List.of(), Optional.empty(),
                        NEVER_TRIPPED, List.of(id)))
                : Optional.empty();
    }

    @Override
    public Enqueued enqueue(JobRequest request) {
        return enqueue(List.of(request)).get(0);
    }

    @Override
    public List<Enqueued> enqueue(List<JobRequest> requests) {
        if (broken) {
            throw new JobStoreException("the disk is full", null);
        }
        transactions++;
        accepted.addAll(requests);
        return requests.stream().map(answer).toList();
    }

    @Override
    public void replay(JobId job, UnaryOperator<byte[]> payload) {
        replayed.add(payload.apply(dead));
    }

    @Override
    public Bulk replayAll(JobFilter wanted, UnaryOperator<byte[]> payload) {
        filters.add(wanted);
        replayed.add(payload.apply(dead));
        return new Bulk(1, 0, Optional.empty());
    }

    @Override
    public Bulk discardAll(JobFilter wanted) {
        filters.add(wanted);
        return new Bulk(1, 0, Optional.empty());
    }

    @Override
    public Optional<JobView> get(JobId job) {
        return Optional.ofNullable(views.get(job));
    }

    @Override
    public PluginId install(byte[] content, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PluginView activate(String slug, Optional<String> version, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PluginView deactivate(String slug, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(String slug, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PluginView> list() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ActivePlugin> active() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<JobSummary> batchGet(Collection<String> ids, Optional<String> group) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<JobView> list(JobFilter filter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<JobState, Long> counts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int queued(String queue, String group, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ScheduleView> schedules() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ScheduleView> schedule(String schedule) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Instant> nextRuns(String schedule, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RunView> runs(RunFilter filter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void discard(JobId job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public JobId runNow(String schedule, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setStatus(String schedule, ScheduleStatus status, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pause(String queue, String group, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resume(String queue, String group, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int close(String queue, String group, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void open(String queue, String group) {
        throw new UnsupportedOperationException();
    }
}
