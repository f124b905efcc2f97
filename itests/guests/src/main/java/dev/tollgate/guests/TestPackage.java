package dev.tollgate.guests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds plugin packages, well-formed ones and others. */
public final class TestPackage {
    /** A slow machine must not end an invocation whose deadline nobody asks about. */
    private static final String UNHURRIED = "invocation_timeout_ms: 30000";
    private static final String UNHURRIED_EVENT = "timeout: 1m";

    private final String slug;
    private final String version;
    private final List<String> server = new ArrayList<>(List.of("wasm: plugin.wasm"));
    private final List<String> limits = new ArrayList<>();
    private final List<String> capabilities = new ArrayList<>();
    private final List<String> dependencies = new ArrayList<>();
    private final List<String> filters = new ArrayList<>();
    private final List<String> actions = new ArrayList<>();
    private final List<String> jobs = new ArrayList<>();
    private final List<String> schedules = new ArrayList<>();
    private final List<String> lifecycle = new ArrayList<>();
    private final Map<String, String> service = new LinkedHashMap<>();
    private final Map<String, String> ingress = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private byte[] wasm;

    private TestPackage(String slug, String version) {
        this.slug = slug;
        this.version = version;
    }

    public static TestPackage of(String slug, String version, String guest) {
        TestPackage made = new TestPackage(slug, version);
        made.wasm = Guests.wasm(guest);
        return made;
    }

    /** The package of queue tests: hooks that enqueue and ask, jobs of every kind. */
    public static TestPackage enqueue(String slug, String version) {
        return of(slug, version, "enqueue").asks("queue: {}").filter("enqueue", "enqueue").filter("status", "status")
                .job("noop", 5).job("echo", 5).job("fail", 1).job("reject", 5).job("loop", 0).job("grow", 0).job("recurse", 0);
    }

    /**
     * A service that has an ingress for every kind of handler, named after it: {@code event}, {@code command}, {@code fail},
     * {@code reject}, {@code trap}, {@code loop}, {@code slow}, {@code block}, {@code context}; beside it the filter {@code text} and
     * the job {@code work}.
     */
    public static TestPackage service(String slug, String version) {
        TestPackage made = of(slug, version, "service").asks("queue: {}").filter("text", "on_text").job("work", 5)
                .service("start: svc_start").service("stop: svc_stop").service("status: svc_status");
        for (String name : List.of("event", "command", "fail", "reject", "trap", "loop", "slow", "block", "context")) {
            made.ingress(name, "on_" + name);
        }
        return made;
    }

    /** An entry of {@code server}, such as {@code invocation_timeout_ms: 50}. */
    public TestPackage server(String line) {
        server.add(line);
        return this;
    }

    /** An entry of {@code limits}, such as {@code job_fuel: 1000}. */
    public TestPackage limit(String line) {
        limits.add(line);
        return this;
    }

    /** An entry of {@code capabilities}, such as {@code queue: {}}. */
    public TestPackage asks(String line) {
        capabilities.add(line);
        return this;
    }

    /** An entry of {@code dependencies}, such as {@code other: ^1.0.0}. */
    public TestPackage depends(String line) {
        dependencies.add(line);
        return this;
    }

    public TestPackage filter(String hook, String handler) {
        return filter(hook, handler, 10);
    }

    public TestPackage filter(String hook, String handler, int priority) {
        filters.add("{ name: " + hook + ", handler: " + handler + ", priority: " + priority + " }");
        return this;
    }

    public TestPackage action(String hook, String handler) {
        actions.add("{ name: " + hook + ", handler: " + handler + " }");
        return this;
    }

    /** A whole entry of {@code filters}, such as {@code name: text, handler: echo, before: [other]}. */
    public TestPackage filterEntry(String entry) {
        filters.add("{ " + entry + " }");
        return this;
    }

    /** A job of this type, handled by {@code job_<type>}. */
    public TestPackage job(String type, int maxRetry) {
        jobs.add("{ type: " + type + ", handler: job_" + type + ", max_retry: " + maxRetry + " }");
        return this;
    }

    /** A schedule in UTC, of everything else as it is where nothing is said. */
    public TestPackage schedule(String name, String pattern, String handler) {
        schedules.add("{ name: " + name + ", pattern: \"" + pattern + "\", handler: " + handler + " }");
        return this;
    }

    /** An entry of {@code lifecycle}, such as {@code on_activate: up}. */
    public TestPackage lifecycle(String line) {
        lifecycle.add(line);
        return this;
    }

    /** An entry of {@code service}, such as {@code queue: 4}, instead of the one of that name where there is one. */
    public TestPackage service(String line) {
        service.put(line.substring(0, line.indexOf(':')), line);
        return this;
    }

    /** Without an entry of {@code service}. */
    public TestPackage serviceWithout(String name) {
        service.remove(name);
        return this;
    }

    /** An ingress of the service, with more fields such as {@code timeout: 100ms}, instead of the one of that name where there is one. */
    public TestPackage ingress(String name, String handler, String... fields) {
        List<String> all = new ArrayList<>(List.of("name: " + name, "handler: " + handler));
        all.addAll(List.of(fields));
        if (all.stream().noneMatch(field -> field.startsWith("timeout:"))) {
            all.add(UNHURRIED_EVENT);
        }
        ingress.put(name, "{ " + String.join(", ", all) + " }");
        return this;
    }

    /** Another file of the package. */
    public TestPackage file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    public String manifest() {
        List<String> settings = new ArrayList<>(server);
        if (server.stream().noneMatch(line -> line.startsWith("invocation_timeout_ms:"))) {
            settings.add(UNHURRIED);
        }
        return "apiVersion: tollgate/v1\nslug: " + slug + "\nname: " + slug + "\nversion: " + version + "\nserver:\n"
                + lines("  ", settings) + "limits:\n" + orEmpty(limits) + "capabilities:\n" + orEmpty(capabilities)
                + (dependencies.isEmpty() ? "" : "dependencies:\n" + lines("  ", dependencies))
                + "hooks:\n  filters:" + list(filters) + "  actions:" + list(actions) + "jobs:" + list(jobs)
                + (schedules.isEmpty() ? "" : "schedules:" + list(schedules))
                + (ingress.isEmpty() ? "" : "service:\n" + lines("  ", service.values()) + "  ingress:" + list(ingress.values()))
                + (lifecycle.isEmpty() ? "" : "lifecycle:\n" + lines("  ", lifecycle));
    }

    public byte[] build() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("plugin.yaml", manifest().getBytes(StandardCharsets.UTF_8));
        all.put("plugin.wasm", wasm);
        all.putAll(files);
        return zip(all);
    }

    /** A zip of these entries, in their order. */
    public static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String lines(String indent, Collection<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(indent).append(line).append('\n'));
        return text.toString();
    }

    private static String orEmpty(List<String> lines) {
        return lines.isEmpty() ? "  {}\n" : lines("  ", lines);
    }

    private static String list(Collection<String> items) {
        return items.isEmpty() ? " []\n" : "\n" + lines("    - ", items);
    }
}
