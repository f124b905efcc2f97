package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.JobStoreException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Whether a node reaches the store. A storm loses requests and, worse, answers: then what was asked was done. */
final class Weather {
    private final RandomGenerator random;
    private boolean storm;

    Weather(RandomGenerator random) {
        this.random = random;
    }

    void storm(boolean begins) {
        storm = begins;
    }

    <T> T reach(Supplier<T> request) {
        if (storm && random.nextBoolean()) {
            throw new JobStoreException("the store did not hear it", null);
        }
        T answer = request.get();
        if (storm && random.nextInt(4) == 0) {
            throw new JobStoreException("its answer was lost", null);
        }
        return answer;
    }

    /** For what cannot be told by whether it was asked: only requests are lost. */
    <T> T ask(Supplier<T> request) {
        if (storm && random.nextBoolean()) {
            throw new JobStoreException("the store did not hear it", null);
        }
        return request.get();
    }
}
