package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** What can be configured, and the files that come with the distribution. */
public class ConfigurationFilesIT extends InFelix {
    private static final String OURS = "dev.tollgate.";
    private static final String FILE = ".cfg";
    private static final Pattern PID = Pattern.compile("<Designate[^>]*pid=\"([^\"]+)\"");
    private static final Pattern ATTRIBUTE = Pattern.compile("<AD[^>]*?\\bid=\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("(?m)^(?:# )?([a-z][A-Za-z0-9.]*) *=");

    @Test
    public void everyPidHasAFileWithEachOfItsKeysAndNoOthers() throws Exception {
        assertEquals(declared(), shipped());
    }

    private Map<String, Set<String>> declared() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            Enumeration<URL> files = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
            for (URL file : files == null ? Collections.<URL>emptyList() : Collections.list(files)) {
                try (InputStream in = file.openStream()) {
                    String text = new String(in.readAllBytes(), UTF_8);
                    PID.matcher(text).results().map(pid -> pid.group(1)).filter(pid -> pid.startsWith(OURS))
                            .forEach(pid -> found.put(pid, words(ATTRIBUTE, text)));
                }
            }
        }
        return found;
    }

    private Map<String, Set<String>> shipped() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        try (var files = Files.newDirectoryStream(Path.of(context.getProperty("tollgate.home"), "etc"), OURS + "*" + FILE)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                found.put(name.substring(0, name.length() - FILE.length()), words(KEY, Files.readString(file)));
            }
        }
        return found;
    }

    private static Set<String> words(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
