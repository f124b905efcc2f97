package dev.tollgate.benchmarks.jobs.subject;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What a job carries: when it was enqueued, and as many bytes as make 200. All processes of a machine read one clock. */
record Payload(int number, byte[] bytes) {
    private static final int LENGTH = 200;

    /** A job that is enqueued now. */
    static Payload now(int number) {
        return new Payload(number, ByteBuffer.allocate(LENGTH).putLong(micros()).array());
    }

    static List<Payload> batch(int first, int count) {
        List<Payload> jobs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            jobs.add(now(first + i));
        }
        return jobs;
    }

    /** One of {@link Subject#GROUPS} numbers from 0 on. */
    int group() {
        return number % Subject.GROUPS;
    }

    static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    static long microsSince(byte[] payload) {
        return micros() - ByteBuffer.wrap(payload).getLong();
    }
}
