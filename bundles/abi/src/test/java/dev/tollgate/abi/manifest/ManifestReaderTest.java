package dev.tollgate.abi.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
    private static final String SMALLEST = """
            apiVersion: tollgate/v1
            slug: image-tools
            name: Image tools
            version: 1.4.0
            server: { wasm: plugin.wasm }
            """;

    private final ManifestReader reader = new ManifestReader();

    @Test
    void whatIsLeftOutHasTheDocumentedDefault() throws Exception {
        Manifest manifest = read(SMALLEST);
        assertThat(manifest.server()).isEqualTo(new Manifest.Server("plugin.wasm", 64, 50_000_000, 250, Manifest.InstanceState.CLEAN));
        assertThat(manifest.limits()).isEqualTo(new Manifest.JobCaps(10_000_000, 64, "30s"));
        assertThat(manifest.capabilities()).isEmpty();
        assertThat(manifest.hooks().filters()).isEmpty();
        assertThat(manifest.jobs()).isEmpty();
        assertThat(manifest.config()).isEmpty();
    }

    @Test
    void aPluginMayAskToKeepItsInstancesState() throws Exception {
        Manifest manifest = read(SMALLEST.replace("wasm: plugin.wasm", "wasm: plugin.wasm, instances: reuse"));
        assertThat(manifest.server().instances()).isEqualTo(Manifest.InstanceState.REUSE);
        assertThat(refusal(SMALLEST.replace("wasm: plugin.wasm", "wasm: plugin.wasm, instances: dirty")).violations())
                .singleElement().satisfies(violation -> {
                    assertThat(violation.pointer()).isEqualTo("/server/instances");
                    assertThat(violation.message()).contains("clean", "reuse");
                });
    }

    @Test
    void schedulesAndHandlersOfItsOwnStateAreReadAndNamedWithTheirPointers() throws Exception {
        Manifest manifest = read(SMALLEST + """
                schedules: [ { name: nightly, pattern: "0 2 * * *", timezone: Europe/Paris, handler: job_nightly } ]
                lifecycle: { on_activate: up, on_uninstall: gone }
                """);
        assertThat(manifest.schedules()).containsExactly(new Manifest.Schedule("nightly", "", "", "0 2 * * *", "Europe/Paris",
                "leader", "singleton", 1, "30s", "job_nightly"));
        assertThat(manifest.lifecycle().onActivate()).contains("up");
        assertThat(manifest.lifecycle().onDeactivate()).isEmpty();
        assertThat(manifest.handlers()).containsExactly(Map.entry("/schedules/0/handler", "job_nightly"),
                Map.entry("/lifecycle/on_activate", "up"), Map.entry("/lifecycle/on_uninstall", "gone"));
        assertThat(read(SMALLEST).handlers()).isEmpty();
    }

    @Test
    void aServiceIsReadWithItsDefaultsAndItsHandlersAreNamedWithTheirPointers() throws Exception {
        Manifest manifest = read(SMALLEST + """
                dependencies: { other-tools: ^1.2.0 }
                service: { start: svc_start, ingress: [ { name: webhook, handler: on_webhook, kinds: [push] }, { name: ticks, handler: on_tick } ] }
                """);
        assertThat(manifest.dependencies()).containsExactly(Map.entry("other-tools", "^1.2.0"));
        assertThat(manifest.service()).contains(new Manifest.Service(Optional.of("svc_start"), Optional.empty(), Optional.empty(), 32, false,
                Manifest.OnStop.DRAIN, List.of(new Manifest.Ingress("webhook", "on_webhook", List.of("push"), 65_536, "5s", 0),
                        new Manifest.Ingress("ticks", "on_tick", List.of(), 65_536, "5s", 0))));
        assertThat(manifest.handlers()).containsExactly(Map.entry("/service/start", "svc_start"),
                Map.entry("/service/ingress/0/handler", "on_webhook"), Map.entry("/service/ingress/1/handler", "on_tick"));
        assertThat(read(SMALLEST).service()).isEmpty();
    }

    @Test
    void whatIsWrongWithAServiceIsSaidWithItsPointerAllAtOnce() {
        assertThat(refusal(SMALLEST + """
                service:
                  ingress:
                    - { name: a, handler: h }
                    - { name: a, handler: h, timeout: 11m }
                    - { name: b, handler: h, timeout: 0s }
                """).violations()).extracting(Violation::toString).containsExactly(
                        "/service/ingress/1/name: 'a' is declared twice; an ingress is declared once",
                        "/service/ingress/1/timeout: is longer than 0 and at most 10m",
                        "/service/ingress/2/timeout: is longer than 0 and at most 10m");
    }

    @Test
    void whatIsWrongWithSchedulesIsSaidWithItsPointerAllAtOnce() {
        assertThat(refusal(SMALLEST + """
                schedules:
                  - { name: a, pattern: "0 2 * * *", timezone: Europe/Atlantis, handler: h }
                  - { name: a, pattern: "0 2 * * *", max_concurrency: 2, handler: h }
                  - { name: b, pattern: "0 2 * * *", timeout: 25h, handler: h }
                  - { name: c, pattern: "0 2 * * *", timeout: 0s, handler: h }
                  - { name: d, pattern: "0 2 * * *", concurrency: parallel, max_concurrency: 2, timeout: 24h, handler: h }
                """).violations()).extracting(Violation::toString).containsExactly(
                        "/schedules/0/timezone: 'Europe/Atlantis' is no time zone; one is named like Europe/Paris, UTC or +02:00",
                        "/schedules/1/name: 'a' is declared twice; a schedule is declared once",
                        "/schedules/1/max_concurrency: is 2, but a singleton runs once at a time: say 'concurrency: parallel', or leave it out",
                        "/schedules/2/timeout: is longer than 0 and at most 24h",
                        "/schedules/3/timeout: is longer than 0 and at most 24h");
    }

    @Test
    void aWholeManifestIsRead() throws Exception {
        Manifest manifest = read(SMALLEST + """
                limits: { job_fuel: 5000, job_memory_mb: 32, job_timeout: 5m }
                capabilities:
                  queue: {}
                  kv: { max_bytes: 10485760, optional: true }
                hooks:
                  filters: [ { name: the_content, handler: on_content, priority: 5 }, { name: title, handler: on_title } ]
                  actions: [ { name: post_saved, handler: on_saved } ]
                jobs: [ { type: resize, handler: job_resize, max_retry: 0 }, { type: crop, handler: job_crop } ]
                config: { greeting: hello, size: 3 }
                """);
        assertThat(manifest.limits()).isEqualTo(new Manifest.JobCaps(5_000, 32, "5m"));
        assertThat(manifest.asksFor("queue")).isTrue();
        assertThat(manifest.optional("queue")).isFalse();
        assertThat(manifest.optional("kv")).isTrue();
        assertThat(manifest.hooks().filters()).containsExactly(new Manifest.Hook("the_content", "on_content", 5, List.of(), List.of()),
                new Manifest.Hook("title", "on_title", 10, List.of(), List.of()));
        assertThat(manifest.job("resize")).contains(new Manifest.Job("resize", "job_resize", 0));
        assertThat(manifest.job("crop").orElseThrow().maxRetry()).isEqualTo(25);
        assertThat(manifest.config().get("size").intValue()).isEqualTo(3);
    }

    @Test
    void fiveMistakesAreReportedAtOnceEachWithItsPointerAndWhatIsAllowed() {
        ManifestException refused = refusal("""
                apiVersion: tollgate/v1
                slug: Image_Tools
                version: 1.4.0
                server: { wasm: plugin.wasm, memory_limit_mb: 0 }
                jobs: [ { type: "re:size", handler: job_resize } ]
                hook: []
                """);
        assertThat(refused.violations()).extracting(Violation::toString).containsExactlyInAnyOrder(
                "/slug: does not match the regex pattern ^[a-z][a-z0-9-]{2,40}$",
                "/name: is missing, and must be there",
                "/server/memory_limit_mb: must have a minimum value of 1",
                "/jobs/0/type: does not match the regex pattern ^[a-z][a-z0-9_.-]{0,63}$",
                "/hook: unknown field; allowed here: apiVersion, slug, name, version, server, limits, capabilities, hooks, jobs, schedules, dependencies, service, lifecycle, config");
        assertThat(refused).hasMessageStartingWith("plugin.yaml has 5 mistakes\n");
    }

    @Test
    void aWrongApiVersionAndAVersionThatIsNoSemanticVersionAreRefused() {
        assertThat(refusal(SMALLEST.replace("tollgate/v1", "tollgate/v2").replace("1.4.0", "'1.4'")).violations())
                .extracting(Violation::toString).satisfiesExactly(
                        apiVersion -> assertThat(apiVersion).isEqualTo("/apiVersion: must be the constant value 'tollgate/v1'"),
                        version -> assertThat(version).startsWith("/version: does not match the regex pattern "));
    }

    @Test
    void anUnknownFieldDeepDownIsNamedWithWhatIsAllowedThere() {
        assertThat(refusal(SMALLEST + "hooks: { filters: [ { name: a, handler: b, prio: 1 } ] }\n").violations())
                .containsExactly(new Violation("/hooks/filters/0/prio", "unknown field; allowed here: name, handler, priority, before, after"));
    }

    @ParameterizedTest
    @CsvSource({"limits: { job_timeout: 0s }, /limits/job_timeout", "limits: { job_timeout: 25h }, /limits/job_timeout",
        "limits: { job_timeout: 30 seconds }, /limits/job_timeout", "limits: { job_fuel: 999 }, /limits/job_fuel",
        "capabilities: { Queue: {} }, /capabilities", "capabilities: { queue: true }, /capabilities/queue"})
    void aBadValueIsFoundWhereItStands(String line, String pointer) {
        assertThat(refusal(SMALLEST + line + "\n").violations()).extracting(Violation::pointer).containsExactly(pointer);
    }

    @Test
    void aJobTypeIsDeclaredOnce() {
        assertThat(refusal(SMALLEST + "jobs: [ { type: a, handler: x }, { type: a, handler: y } ]\n").violations())
                .extracting(Violation::pointer).containsExactly("/jobs/1/type");
    }

    @Test
    void aFieldThatIsThereTwiceAndYamlThatIsNoneAreRefusedWithTheirLine() {
        assertThat(refusal(SMALLEST + "slug: other\n")).hasMessageContaining("line 6").hasMessageContaining("uplicate");
        assertThat(refusal("a: [")).hasMessageContaining("not valid YAML (line ");
        assertThat(refusal("")).hasMessageContaining("apiVersion: tollgate/v1");
        assertThat(refusal("- a\n- b\n")).hasMessageContaining("a YAML mapping");
    }

    @Test
    void aLineEndInANameAndWhatWouldBeReadAsSomethingElseAreRefused() {
        assertThat(refusal(SMALLEST.replace("1.4.0", "\"1.4.0\\n\"")).violations()).extracting(Violation::pointer)
                .containsExactly("/version");
        assertThat(refusal(SMALLEST + "---\nslug: other\n")).hasMessageContaining("one YAML document");
        assertThat(refusal(SMALLEST.replace("Image tools", "&a Image tools") + "config: { a: *a }\n")).hasMessageContaining("anchors, aliases and tags");
        assertThat(refusal(SMALLEST + "config: { a: !!binary aGk= }\n")).hasMessageContaining("anchors, aliases and tags");
    }

    @Test
    void aManifestThatGrowsWithoutEndIsRefusedBySize() {
        assertThat(refusal("#".repeat(ManifestReader.MOST_BYTES + 1))).hasMessageContaining("262144 bytes");
    }

    private Manifest read(String yaml) throws ManifestException {
        return reader.read(yaml.getBytes(UTF_8));
    }

    private ManifestException refusal(String yaml) {
        ManifestException refused = catchThrowableOfType(ManifestException.class, () -> read(yaml));
        assertThat(refused).isNotNull();
        return refused;
    }
}
