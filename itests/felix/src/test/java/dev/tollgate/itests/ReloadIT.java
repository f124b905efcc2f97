package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.inject.Inject;
import org.junit.Test;

/** A plugin is reloaded, with another version and with another configuration, while its hooks, jobs and events are called. */
public class ReloadIT extends WithServices {
    private static final int RELOADS = 20;
    private static final int JOBS = 40;

    @Inject
    ConfigValues values;

    @Test
    public void nothingFailsBecauseOfAReloadAndNothingIsLost() throws Exception {
        List<String> versions = List.of("1.0.0", "1.1.0");
        for (String version : versions) {
            active(TestPackage.service("busy", version).filter("busy", "on_text").service("queue: 64"));
        }
        until("busy", ServiceState.RUNNING);
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        Queue<Offer> offers = new ConcurrentLinkedQueue<>();
        Queue<JobId> enqueued = new ConcurrentLinkedQueue<>();
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(3);
        List<Thread> load = new ArrayList<>();
        load.add(repeat(begun, ended, wrong, () -> {
            HookResult result = hooks.filter("busy", "hook".getBytes(UTF_8));
            if (result.reports().size() != 1 || result.reports().get(0).ending() != Ending.COMPLETED || !new String(result.value(), UTF_8).equals("hook!")) {
                wrong.add("hook: " + result.reports());
            }
            return null;
        }));
        load.add(repeat(begun, ended, wrong, () -> {
            Offer offer = offer("busy", "event", "event");
            if (offer.accepted()) {
                offers.add(offer);
            } else if (offer.result().status() != IngressStatus.QUEUE_FULL) {
                wrong.add("event: " + offer.result());
            }
            return null;
        }));
        load.add(repeat(begun, ended, wrong, () -> {
            if (enqueued.size() < JOBS) {
                enqueued.add(pluginJobs.enqueue("busy", "work", "job".getBytes(UTF_8), BY));
            }
            return null;
        }));
        begun.await();
        for (int i = 0; i < RELOADS; i++) {
            if (i % 2 == 0) {
                plugins.downgrade("busy", versions.get(i / 2 % 2), BY);
            } else {
                values.set("busy", "round", "" + i, BY);
            }
        }
        ended.set(true);
        for (Thread thread : load) {
            thread.join();
        }

        for (Offer offer : offers) {
            assertEquals(IngressStatus.ACCEPTED, ended(offer));
        }
        for (JobId job : enqueued) {
            JobView at = await(job, view -> view.state() == JobState.DONE || view.state() == JobState.DEAD);
            if (at.state() == JobState.DEAD) {
                // Each job is bound to the version that enqueued it.
                assertTrue(at.toString(), at.reason().orElseThrow().contains("replay it to run it on the present version"));
                pluginJobs.replay(job, BY);
                await(job, JobState.DONE);
            }
        }
        assertEquals(List.of(), List.copyOf(wrong));
        assertTrue(jobs.list(JobFilter.any(10).in(JobState.DEAD).of("busy")).isEmpty());
        ServiceCounters counters = view("busy").counters();
        assertEquals(new ServiceCounters(offers.size(), offers.size(), offers.size(), counters.rejected(), 0, 0, 0, 0, 0), counters);
        assertEquals("1.1.0", plugins.get("busy").orElseThrow().current().version());
    }

    @Test
    public void aChangedConfigurationIsSeenByWhatReadItWhenItWasMade() throws Exception {
        active(TestPackage.of("greeting", "1.0.0", "generation").asks("queue: {}").filter("greeting", "text").filter("greeting.count", "count"));
        values.set("greeting", "greeting", "\"hello\"", BY);
        await("it says hello", () -> called().equals("hello"));
        says("tollgate:config set greeting greeting '\"goodbye\"'", "greeting of greeting is \"goodbye\"");
        await("it says goodbye", () -> called().equals("goodbye"));
        plugins.activate("greeting", Optional.empty(), BY);
        assertEquals("goodbye", called());
    }

    private String called() {
        return new String(hooks.filter("greeting", new byte[0]).value(), UTF_8);
    }

    private static Thread repeat(CountDownLatch begun, AtomicBoolean ended, Queue<String> wrong, Callable<Void> call) {
        Thread thread = new Thread(() -> {
            try {
                while (!ended.get()) {
                    call.call();
                    begun.countDown();
                }
            } catch (Exception failed) {
                wrong.add(failed.toString());
            }
            begun.countDown();
        });
        thread.start();
        return thread;
    }
}
