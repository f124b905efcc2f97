package dev.tollgate.configuration.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The reference in {@code docs/CONFIGURATION.md} is what the bundles of the distribution say. With {@code -Dtollgate.docs.write=true} it is
 * written instead.
 */
class ConfigurationPageIT {
    private static final Path PAGE = Path.of("../../docs/CONFIGURATION.md");

    @Test
    void theReferenceIsWhatTheBundlesSay() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(ConfigurationPage.BEGIN);
        int end = page.indexOf(ConfigurationPage.END) + ConfigurationPage.END.length();
        String settings = ConfigurationPage.settings(Distribution.definitions());
        if (Boolean.getBoolean("tollgate.docs.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + settings + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).as("docs/CONFIGURATION.md is out of date; write it anew: mvn -q -pl itests/server -am"
                    + " -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ConfigurationPageIT -Dtollgate.docs.write=true verify")
                    .isEqualTo(settings);
        }
    }
}
