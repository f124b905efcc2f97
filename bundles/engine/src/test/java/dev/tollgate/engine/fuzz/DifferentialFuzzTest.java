package dev.tollgate.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.harness.Allowance;
import dev.tollgate.engine.harness.Engines;
import dev.tollgate.engine.harness.GuestEngine;
import dev.tollgate.engine.harness.OracleEngine;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random modules do the same on every engine, and cost the same where an engine counts. A build tries a fixed set of seeds.
 * {@code -Pfuzz} tries new ones for ten minutes, {@code -Dfuzz.seconds=N} for as long as one likes, all engines together, and
 * {@code -Dfuzz.seed=N} the one that a failure named.
 */
class DifferentialFuzzTest {
    private static final Allowance ALLOWANCE = new Allowance(200_000, 200);
    private static final long[] KEPT = {0, 4, 19, 31, 32, 57, 61, 74, 79, 148, 321, 469, 1882482081984940146L,
            1882482341061862608L, 1882482511646295806L, 1882482610793356667L, 1882482797680024819L};
    private static final int SEEDS = 300;

    static Stream<GuestEngine> engines() {
        return Engines.TO_COMPARE.stream();
    }

    /** Seeds that once found something. */
    @ParameterizedTest
    @MethodSource("engines")
    void keptModulesDoTheSame(GuestEngine engine) {
        Comparison comparison = comparison(engine);
        for (long seed : KEPT) {
            check(engine, comparison, seed);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void randomModulesDoTheSame(GuestEngine engine) {
        Comparison comparison = comparison(engine);
        Long only = Long.getLong("fuzz.seed");
        Integer seconds = Integer.getInteger("fuzz.seconds");
        if (only != null) {
            check(engine, comparison, only);
        } else if (seconds != null) {
            check(engine, comparison, Duration.ofSeconds(seconds).dividedBy(Engines.TO_COMPARE.size()));
        } else {
            for (long seed = 1_000; seed < 1_000 + SEEDS; seed++) {
                check(engine, comparison, seed);
            }
            assertThat(comparison.returned()).as(comparison.toString()).isGreaterThan(SEEDS);
        }
    }

    private static void check(GuestEngine engine, Comparison comparison, Duration time) {
        long begin = System.nanoTime();
        long seed = System.currentTimeMillis() << 20;
        long first = seed;
        while (System.nanoTime() - begin < time.toNanos()) {
            check(engine, comparison, seed++);
        }
        System.out.println(engine.label() + ": " + (seed - first) + " modules from seed " + first + ", " + comparison);
    }

    private static Comparison comparison(GuestEngine engine) {
        return new Comparison(new OracleEngine(), engine, ALLOWANCE);
    }

    private static void check(GuestEngine engine, Comparison comparison, long seed) {
        assertThat(comparison.difference(ModuleGenerator.generate(seed, Features.of(engine))))
                .as("%s and the oracle differ at seed %d; to run it again: mvn -pl bundles/engine -am test -Dfuzz.seed=%d "
                        + "-Dtest=DifferentialFuzzTest -Dsurefire.failIfNoSpecifiedTests=false", engine.label(), seed, seed)
                .isEmpty();
    }

    @Test
    void aSeedMakesTheSameModuleAlways() {
        assertThat(ModuleGenerator.generate(7, Features.ALL).wasm()).isEqualTo(ModuleGenerator.generate(7, Features.ALL).wasm());
    }
}
