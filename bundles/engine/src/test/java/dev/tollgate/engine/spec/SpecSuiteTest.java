package dev.tollgate.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tollgate.engine.harness.Allowance;
import dev.tollgate.engine.harness.Engines;
import dev.tollgate.engine.harness.GuestEngine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every engine does what the official suite says, but for the differences that are listed, and those are still there. */
class SpecSuiteTest {
    private final ExpectedDifferences differences = ExpectedDifferences.read();

    @TestFactory
    Stream<DynamicNode> everyEngineRunsTheOfficialSuite() {
        Optional<SpecSuite> suite = SpecSuite.find();
        assumeTrue(suite.isPresent(), SpecSuite.HOW_TO_GET_IT);
        assertThat(suite.get().scripts()).isNotEmpty();
        return Engines.ALL.stream().map(engine -> dynamicContainer(engine.label(),
                suite.get().scripts().stream().map(script -> dynamicTest(SpecSuite.name(script), () -> check(engine, script)))));
    }

    private void check(GuestEngine engine, Path path) {
        SpecScript script = new SpecScript(path, engine.store(Allowance.AMPLE));
        script.run();
        String file = SpecSuite.name(path);
        Map<Integer, String> unexpected = new TreeMap<>(script.failures());
        unexpected.keySet().removeAll(differences.possible(engine.label(), file));
        assertThat(unexpected).as("commands of %s that fail, by line", path).isEmpty();
        Set<Integer> passing = differences.certain(engine.label(), file);
        passing.removeAll(script.failures().keySet());
        assertThat(passing).as("lines of %s that are listed as different, and pass", path).isEmpty();
    }
}
