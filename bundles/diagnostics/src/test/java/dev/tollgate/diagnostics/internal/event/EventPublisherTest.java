package dev.tollgate.diagnostics.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.HostEvent;
import dev.tollgate.limits.Refusals;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

class EventPublisherTest {
    private final List<Event> posted = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch all = new CountDownLatch(EventPublisher.WAITING + 1);
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final Refusals dropped = new Refusals("events", log::add, Clock.systemUTC());
    private final EventPublisher publisher = new EventPublisher(new Admin(), dropped);

    @AfterEach
    void end() {
        hangs.countDown();
        publisher.close();
    }

    @Test
    void aSlowEventAdminHoldsNobodyAndWhatItMissesIsCounted() throws Exception {
        publisher.saw(gate(0));
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        for (int i = 1; i <= EventPublisher.WAITING + 100; i++) {
            publisher.saw(gate(i));
        }
        assertThat(dropped.total()).isEqualTo(100);
        hangs.countDown();
        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(posted).extracting(event -> event.getProperty("timestamp")).as("in the order in which it happened").isSorted();
        assertThat(log).hasSize(1);
    }

    @Test
    void anEventAdminThatGoesMeanwhileHindersNobody() throws Exception {
        hangs.countDown();
        EventPublisher onTheWayOut = new EventPublisher(new Admin() {
            @Override
            public void postEvent(Event event) {
                super.postEvent(event);
                throw new IllegalStateException("stopped");
            }
        }, dropped);
        onTheWayOut.saw(gate(1));
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        onTheWayOut.close();
        onTheWayOut.saw(gate(2));
        assertThat(posted).hasSize(1);
    }

    private static HostEvent gate(long at) {
        return new HostEvent.GateMoved("tollgate:kv@1", Optional.of("b"), Instant.ofEpochMilli(at));
    }

    private class Admin implements EventAdmin {
        @Override
        public void postEvent(Event event) {
            posted.add(event);
            all.countDown();
            entered.countDown();
            try {
                hangs.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void sendEvent(Event event) {
            throw new AssertionError("whoever tells would wait");
        }
    }
}
