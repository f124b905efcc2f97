package dev.tollgate.benchmarks.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which versions of the peers these are, by what is installed. */
final class PeerVersions {
    private static final Pattern JAR = Pattern.compile("db-scheduler-([0-9.]+)\\.jar");
    private static final Pattern VERSION = Pattern.compile("\"version\": *\"([^\"]+)\"");

    private PeerVersions() {
    }

    /** @param node the folder with the peers from npm */
    static String of(Path node) throws IOException {
        List<String> all = new ArrayList<>();
        Matcher jar = JAR.matcher(System.getProperty("java.class.path"));
        if (jar.find()) {
            all.add("db-scheduler " + jar.group(1));
        }
        for (String name : List.of("graphile-worker", "node")) {
            Path installed = node.resolve("node_modules").resolve(name).resolve("package.json");
            if (Files.exists(installed)) {
                Matcher version = VERSION.matcher(Files.readString(installed));
                all.add(name + " " + (version.find() ? version.group(1) : "of no known version"));
            }
        }
        return String.join(", ", all);
    }
}
