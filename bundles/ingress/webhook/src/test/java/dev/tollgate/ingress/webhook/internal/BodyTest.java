package dev.tollgate.ingress.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.web.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BodyTest {
    @Test
    void aBodyMayHaveAsManyBytesAsItMay() {
        Bed bed = new Bed("max_bytes", 10_000);
        assertThat(bed.status(Request.of(new byte[10_000]))).isEqualTo(202);
        assertThat(bed.status(Request.of(new byte[10_000]).length(10_000))).isEqualTo(202);
        assertThat(bed.status(Request.of(new byte[10_001]))).isEqualTo(413);
        assertThat(new Bed("max_bytes", 0).status(Request.of(""))).isEqualTo(202);
    }

    @Test
    void aLengthThatIsTooLargeIsRefusedWithoutReading() {
        Bed bed = new Bed("max_bytes", 10);
        HttpResponse answer = bed.answer(Request.of("x").length(Long.MAX_VALUE).body(new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("read");
            }
        }));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.headers()).containsEntry("Connection", "close");
    }

    @Test
    void aLengthThatLiesHelpsNobody() {
        Bed bed = new Bed("max_bytes", 10);
        assertThat(bed.status(Request.of(new byte[11]).length(5))).isEqualTo(413);
        assertThat(bed.status(Request.of(new byte[9]).length(5))).isEqualTo(400);
        assertThat(bed.status(Request.of(new byte[5]).length(9))).isEqualTo(400);
        assertThat(bed.offered).isEmpty();
    }

    @Test
    void anEndlessBodyIsReadNoFurtherThanItMayBe() {
        long[] read = new long[1];
        Bed bed = new Bed("max_bytes", 100_000);
        assertThat(bed.status(Request.of("").body(new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return 'x';
            }
        }))).isEqualTo(413);
        assertThat(read[0]).isLessThan(100_000 + 2 * 8192);
    }

    @Test
    void aBodyThatCannotBeReadIsNoEvent() {
        Bed bed = new Bed();
        assertThat(bed.status(Request.of("").body(failing(new IOException("reset"))))).isEqualTo(400);
        assertThat(bed.offered).isEmpty();
    }

    private static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };
    }

    @Test
    void aBodyThatComesByteByByteHasSoMuchTimeAndNoMore() {
        Bed bed = new Bed();
        HttpResponse answer = bed.answer(Request.of("").body(new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("reads are of many bytes");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                bed.nanos.addAndGet(Duration.ofSeconds(3).toNanos());
                into[offset] = 'x';
                return 1;
            }
        }));
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.headers()).containsEntry("Connection", "close");
        assertThat(Duration.ofNanos(bed.nanos.get())).isEqualTo(Duration.ofSeconds(12));
        assertThat(bed.offered).isEmpty();
    }

    @Test
    void a59OnlySoManyBodiesAreReadAtATime() throws Exception {
        Bed bed = new Bed(Settings.shared("requests_most", 2));
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch reading = new CountDownLatch(2);
        CompletableFuture<?>[] slow = new CompletableFuture<?>[2];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = CompletableFuture.supplyAsync(() -> bed.status(Request.of("").body(held(reading, go))), task -> new Thread(task).start());
        }
        assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();
        HttpResponse third = bed.answer(Request.of("x"));
        assertThat(third.status()).isEqualTo(503);
        assertThat(third.headers()).containsEntry("Retry-After", "5");
        go.countDown();
        for (CompletableFuture<?> answer : slow) {
            assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(202);
        }
        assertThat(bed.status(Request.of("x"))).as("the places are given back").isEqualTo(202);
    }

    @Test
    void aPlaceIsGivenBackWhateverHappens() {
        Bed bed = new Bed(Settings.shared("requests_most", 1), "max_bytes", 5);
        for (int i = 0; i < 3; i++) {
            bed.status(Request.of("").body(failing(new IOException("reset"))));
            bed.status(Request.of("too long"));
        }
        assertThat(bed.status(Request.of("x"))).isEqualTo(202);
    }

    private static InputStream held(CountDownLatch reading, CountDownLatch go) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                reading.countDown();
                try {
                    go.await();
                } catch (InterruptedException ended) {
                    throw new IOException(ended);
                }
                return -1;
            }
        };
    }
}
