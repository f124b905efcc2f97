package dev.tollgate.itests;

import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** Configuration files that are there when the framework starts, so that no service begins without them. */
final class ConfiguredAtStart {
    private ConfiguredAtStart() {
    }

    /** @param files their content, by PID */
    static Option[] of(Option[] others, Map<String, String> files) throws IOException {
        Path etc = Files.createTempDirectory("tollgate-etc");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(etc.resolve(file.getKey() + ".cfg"), file.getValue());
        }
        return Stream.concat(Arrays.stream(others), Stream.of(
                frameworkProperty("felix.fileinstall.dir").value(etc.toString()),
                frameworkProperty("felix.fileinstall.filter").value(".*\\.cfg"),
                frameworkProperty("felix.fileinstall.tmpdir").value(Files.createTempDirectory("tollgate-tmp").toString()),
                frameworkProperty("felix.fileinstall.noInitialDelay").value("true"),
                frameworkProperty("felix.fileinstall.enableConfigSave").value("false"),
                frameworkProperty("felix.fileinstall.poll").value("200"))).toArray(Option[]::new);
    }
}
