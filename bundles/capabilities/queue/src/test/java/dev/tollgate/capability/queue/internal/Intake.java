package dev.tollgate.capability.queue.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.bridge.JobLimits;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A bridge that takes all jobs but those of the type {@code refused}. */
final class Intake implements PluginQueue, JobLimits {
    final List<Wish> wishes = new ArrayList<>();
    final List<String> forgotten = new ArrayList<>();
    String handler;
    JobView job;

    static JobId id(int number) {
        return new JobId("00000000-0000-7000-8000-" + String.format("%012d", number));
    }

    static JobView view(JobId id, PluginId plugin) {
        return new JobView(id, QUEUE, "plugin:probe:echo", "probe", JobState.RUNNING, 1, 5, Instant.EPOCH, Instant.EPOCH, Optional.empty(),
                Optional.empty(), PluginTaskPayload.of(plugin, "echo", new byte[0], "h").encode(), Optional.empty(), Optional.empty());
    }

    @Override
    public JobId enqueue(PluginId plugin, String by, Wish wish) {
        wishes.add(wish);
        return id(wishes.size());
    }

    @Override
    public List<Answer> enqueue(PluginId plugin, String by, List<Wish> batch) throws GateException {
        handler = by;
        List<Answer> answers = new ArrayList<>();
        for (Wish wish : batch) {
            JobId id = enqueue(plugin, by, wish);
            answers.add(wish.type().equals("refused") ? new Answer.Refused(Errno.ERATELIMIT, "too many") : new Answer.Taken(id));
        }
        return answers;
    }

    @Override
    public Optional<JobView> status(PluginId plugin, String jobId) {
        return Optional.ofNullable(job);
    }

    @Override
    public Bounds limits(String slug) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<Limit, Decision> decisions(String slug) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void set(String slug, Limit limit, int value, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean reset(String slug, Optional<Limit> limit, String by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forget(String slug) {
        forgotten.add(slug);
    }
}
