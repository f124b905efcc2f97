package dev.tollgate.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.osgi.framework.Constants;

/** What the framework and the bundles can ask for with {@code BundleContext.getProperty}. */
final class FrameworkProperties {

    static final String DATA = "tollgate.data";
    static final String DEMO = "tollgate.demo";

    private FrameworkProperties() {
    }

    /** The file {@code conf/framework.properties}, with the folders of this start filled in, and what only the launcher knows. */
    static Map<String, String> of(Home home, DataFolder data, StartOptions options) throws StartFailure {
        Map<String, String> folders = Map.of(
                Home.PROPERTY, home.root().toString(),
                DATA, data.path().toString());
        Map<String, String> properties = new HashMap<>();
        read(home.frameworkProperties()).forEach((key, value) -> properties.put((String) key, fill((String) value, folders)));
        properties.putAll(folders);
        properties.put(DEMO, Boolean.toString(options.demo()));
        properties.put(Constants.FRAMEWORK_STORAGE, data.frameworkCache().toString());
        // The set of bundles is the folder bundle/, never what an earlier start left behind.
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(StartLevels.LAST));
        return properties;
    }

    static Properties read(Path file) throws StartFailure {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new StartFailure(StartFailure.NOT_READY, "cannot read " + file + " (" + e + "): unpack the distribution again");
        }
        return properties;
    }

    private static String fill(String value, Map<String, String> folders) {
        String filled = value;
        for (Map.Entry<String, String> folder : folders.entrySet()) {
            filled = filled.replace("${" + folder.getKey() + "}", folder.getValue());
        }
        return filled;
    }
}
