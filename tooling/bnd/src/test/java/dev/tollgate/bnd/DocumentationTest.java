package dev.tollgate.bnd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.capability.GateName;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page shows what is built and written. */
class DocumentationTest {
    private static final Path ROOT = Path.of("../..");

    @Test
    void thePomOnThePageIsTheExamples() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/PLUGIN-BUNDLES.md"));
        String shown = page.substring(page.indexOf("```xml\n") + 7, page.indexOf("```", page.indexOf("```xml\n") + 7));
        assertThat(Files.readString(ROOT.resolve("examples/checksum-bundle/pom.xml"))).contains(shown);
    }

    @Test
    void theRequirementsOnThePageAreThoseThatAreWritten() throws Exception {
        assertThat(Files.readString(ROOT.resolve("docs/PLUGIN-BUNDLES.md"))).contains("`" + Requirement.EXTENDER + "`",
                "`" + Requirement.of(new GateName("queue", 1), false) + "`");
    }
}
