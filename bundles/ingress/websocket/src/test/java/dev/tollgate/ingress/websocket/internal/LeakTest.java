package dev.tollgate.ingress.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ingress.websocket.WebSocketState;
import java.io.File;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

class LeakTest {
    private static final int TIMES = 200;

    @Test
    void twoHundredReconnectsLeaveThreadsHandlesSeatsAndTimersAsTheyWere() throws Exception {
        try (Bed bed = new Bed()) {
            ThreadPoolExecutor threads = (ThreadPoolExecutor) bed.threads;
            bed.connect("ticks");
            long handles = 0;
            for (int i = 0; i < TIMES; i++) {
                try (RawServer.Peer peer = bed.server.open()) {
                    bed.ingress.next("open");
                    peer.text("hi");
                    bed.ingress.next("text");
                    end(i, peer);
                }
                bed.ingress.next("close");
                bed.await("ticks", WebSocketState.WAITING);
                Bed.await("the threads to be idle", () -> threads.getActiveCount() == 0);
                assertThat(bed.seats.taken()).isZero();
                assertThat(bed.time.tasks()).as("the next attempt alone").isEqualTo(1);
                handles = i == TIMES / 10 ? handles() : handles;
                bed.tryAgain("ticks");
            }
            assertThat(threads.getLargestPoolSize()).isLessThanOrEqualTo(6);
            assertThat(handles()).isLessThanOrEqualTo(handles + 5);
            assertThat(bed.view("ticks").counters().reconnects()).isEqualTo(TIMES - 1);
        }
    }

    private static void end(int i, RawServer.Peer peer) throws Exception {
        switch (i % 3) {
            case 0 -> peer.reset();
            case 1 -> {
                peer.closing(1000, "done");
                peer.read();
            }
            default -> peer.close();
        }
    }

    /** Open files and sockets of this process; none where the system does not tell. */
    private static long handles() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
