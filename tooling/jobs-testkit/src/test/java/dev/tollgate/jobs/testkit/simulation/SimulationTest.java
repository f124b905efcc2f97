package dev.tollgate.jobs.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One seed that fails is told with the way to see it again: {@code mvn -pl tooling/jobs-testkit test -Dtest=SimulationTest -Dseed=<seed>}. */
class SimulationTest {
    private static final String SEED = "seed";
    private static final int SEEDS = 10_000;

    @Test
    void noScheduleOfEventsBreaksAPromise() {
        String one = System.getProperty(SEED);
        LongStream seeds = one != null ? LongStream.of(Long.parseLong(one)) : LongStream.range(0, SEEDS);
        seeds.forEach(seed -> assertThat(new Simulation(seed, World::of).run())
                .as("seed %d (again with -D%s=%d)", seed, SEED, seed).isEmpty());
    }
}
