package dev.tollgate.benchmarks.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.guests.Guests;
import dev.tollgate.guests.TestPackage;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plugin whose filter, job and event handler all write what was configured when their instance was made. That is a list of output
 * commands, so that an event may write it too, with a number in it.
 */
final class StormPlugin {
    static final String SLUG = "storm";
    static final String FILTER = "storm.text";
    static final String JOB = "text";
    static final String INGRESS = "in";
    static final String KEY = "greeting";
    static final List<String> VERSIONS = List.of("1.0.0", "1.1.0");

    private static final Pattern NUMBER = Pattern.compile("\"text\":\"([0-9]+)\"");
    private static final byte CUSTOM_SECTION = 0;

    private StormPlugin() {
    }

    /** Each version has a module of its own. */
    static TestPackage version(String version) {
        return TestPackage.of(SLUG, version, "generation").file("plugin.wasm", marked(Guests.wasm("generation"), version)).asks("queue: {}")
                .filter(FILTER, "text").job(JOB, 0).service("start: text").service("stop: text").ingress(INGRESS, "text");
    }

    static String configuration(long number) {
        return "{\"commands\":[{\"command\":\"diagnostic status\",\"level\":\"info\",\"text\":\"" + number + "\"}]}";
    }

    /** Which configuration was written. */
    static long number(byte[] written) {
        Matcher matcher = NUMBER.matcher(new String(written, UTF_8));
        if (!matcher.find()) {
            throw new IllegalStateException("no configuration was written, but: " + new String(written, UTF_8));
        }
        return Long.parseLong(matcher.group(1));
    }

    /** The same module with a section that means nothing. */
    private static byte[] marked(byte[] wasm, String mark) {
        byte[] name = mark.getBytes(UTF_8);
        byte[] marked = Arrays.copyOf(wasm, wasm.length + name.length + 3);
        marked[wasm.length] = CUSTOM_SECTION;
        marked[wasm.length + 1] = (byte) (name.length + 1);
        marked[wasm.length + 2] = (byte) name.length;
        System.arraycopy(name, 0, marked, wasm.length + 3, name.length);
        return marked;
    }
}
