package dev.tollgate.bnd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.bnd.PluginBundleJar.Built;
import dev.tollgate.guests.Guests;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginRequirementsTest {
    private static final String EXTENDER =
            "osgi.extender;filter:=\"(&(osgi.extender=tollgate.plugin)(version>=1.0)(!(version>=2.0)))\";effective:=active";
    private static final String QUEUE =
            "tollgate.capability;filter:=\"(&(name=queue)(version>=1.0)(!(version>=2.0)))\";effective:=active";

    @Test
    void aGateThatTheModuleImportsIsRequiredInItsMajor() throws Exception {
        Built built = PluginBundleJar.of("enqueue", "{ queue: {} }").build();
        assertThat(built.errors()).isEmpty();
        assertThat(built.warnings()).isEmpty();
        assertThat(built.requires()).isEqualTo(EXTENDER + "," + QUEUE);
        assertThat(built.headers().getValue("Tollgate-Plugin")).isEqualTo("plugin.yaml");
    }

    @Test
    void anOptionalGateIsAnOptionalRequirement() throws Exception {
        assertThat(PluginBundleJar.of("enqueue", "{ queue: { optional: true } }").build().requires())
                .isEqualTo(EXTENDER + "," + QUEUE + ";resolution:=optional");
    }

    @Test
    void twoMajorsOfOneGateAreTwoRequirements() throws Exception {
        byte[] twoMajors = WasmImports.module("tollgate:queue@1", "enqueue", "tollgate:queue@2", "enqueue", "tollgate:host@1", "log");
        assertThat(PluginBundleJar.of("enqueue", "{ queue: {} }").file("plugin.wasm", twoMajors).build().requires()).isEqualTo(
                EXTENDER + "," + QUEUE + "," + QUEUE.replace("1.0", "2.0").replace("(!(version>=2.0))", "(!(version>=3.0))"));
    }

    @Test
    void aCapabilityThatIsAskedForButNotImportedIsRequiredInAnyVersion() throws Exception {
        assertThat(PluginBundleJar.of("basic", "{ high_resource_jobs: {} }").build().requires()).isEqualTo(
                EXTENDER + ",tollgate.capability;filter:=\"(name=high_resource_jobs)\";effective:=active");
    }

    @Test
    void aPluginThatAsksForNothingRequiresTheHostOnly() throws Exception {
        assertThat(PluginBundleJar.of("basic", "{}").build().requires()).isEqualTo(EXTENDER);
    }

    @Test
    void requirementsThatAreThereStayThere() throws Exception {
        assertThat(PluginBundleJar.of("basic", "{}").instruction("Require-Capability", "acme.licence;filter:=\"(acme.licence=gold)\"")
                .build().requires()).isEqualTo("acme.licence;filter:=\"(acme.licence=gold)\"," + EXTENDER);
    }

    @Test
    void anImportThatIsNotAskedForIsAnErrorThatNamesIt() throws Exception {
        Built built = PluginBundleJar.of("enqueue", "{ kv: {} }").build();
        assertThat(built.errors()).containsExactly(
                "Tollgate-Plugin: module imports tollgate:queue@1.enqueue, which plugin.yaml does not ask for: add 'queue' to /capabilities",
                "Tollgate-Plugin: module imports tollgate:queue@1.status, which plugin.yaml does not ask for: add 'queue' to /capabilities");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tollgate:queue", "tollgate:queue@0", "tollgate:Queue@1", "tollgate:%s@1"})
    void anImportOfNoGateIsAnError(String module) throws Exception {
        assertThat(PluginBundleJar.of("basic", "{ queue: {} }").file("plugin.wasm", WasmImports.module(module, "enqueue")).build()
                .errors()).containsExactly("Tollgate-Plugin: module imports " + module
                + ".enqueue, which is no gate: gates are tollgate:<capability>@<major>");
    }

    @Test
    void everyMistakeOfTheManifestIsAnErrorWithItsPointer() throws Exception {
        Built built = PluginBundleJar.of("basic", "{}").file("plugin.yaml",
                "apiVersion: tollgate/v1\nslug: Probe\nname: Probe\nversion: 1.0.0\nserver: { wasm: plugin.wasm, cores: 4 }\n".getBytes(UTF_8)).build();
        assertThat(built.errors()).hasSize(2)
                .anySatisfy(error -> assertThat(error).startsWith("Tollgate-Plugin: plugin.yaml /slug: "))
                .anySatisfy(error -> assertThat(error).startsWith("Tollgate-Plugin: plugin.yaml /server/cores: unknown field; allowed here: "));
        assertThat(built.requires()).isNull();
    }

    @Test
    void aModuleThatTheBundleDoesNotHaveIsAnError() throws Exception {
        assertThat(PluginBundleJar.of("basic", "{}").without("plugin.wasm").build().errors()).containsExactly(
                "Tollgate-Plugin: plugin.yaml /server/wasm: names plugin.wasm, but the bundle has no plugin.wasm: add it with -includeresource");
    }

    @Test
    void aHeaderThatNamesNoFileOrAnotherOneIsAnError() throws Exception {
        assertThat(PluginBundleJar.of("basic", "{}").instruction("Tollgate-Plugin", "wasm/plugin.yaml").build().errors()).containsExactly(
                "Tollgate-Plugin: names wasm/plugin.yaml, which the bundle does not have: add it with -includeresource");
        assertThat(PluginBundleJar.of("basic", "{}").instruction("Tollgate-Plugin", "true").build().errors()).containsExactly(
                "Tollgate-Plugin: is 'true'; it is the path of plugin.yaml in the bundle, such as plugin/plugin.yaml");
    }

    @Test
    void aFileThatIsNoModuleIsAnError() throws Exception {
        byte[] whole = WasmImports.module("tollgate:queue@1", "enqueue");
        byte[] cutOff = Arrays.copyOf(whole, whole.length - 4);
        for (byte[] none : new byte[][] {{}, "no module".getBytes(UTF_8), cutOff}) {
            assertThat(PluginBundleJar.of("basic", "{ queue: {} }").file("plugin.wasm", none).build().errors()).singleElement().asString()
                    .startsWith("Tollgate-Plugin: plugin.yaml /server/wasm: plugin.wasm: no WebAssembly module can be read from it: ");
        }
    }

    @Test
    void theModuleIsBesideItsManifestWhereverThatIs() throws Exception {
        Built built = new PluginBundleJar().file("plugin/plugin.yaml", PluginBundleJar.manifest("{ queue: {} }"))
                .file("plugin/plugin.wasm", Guests.wasm("enqueue")).instruction("Tollgate-Plugin", "plugin/plugin.yaml").build();
        assertThat(built.errors()).isEmpty();
        assertThat(built.requires()).isEqualTo(EXTENDER + "," + QUEUE);
    }

    @Test
    void aBundleWithoutTheHeaderIsLeftAlone() throws Exception {
        Built built = PluginBundleJar.of("enqueue", "{}").withoutInstruction("Tollgate-Plugin").build();
        assertThat(built.errors()).isEmpty();
        assertThat(built.requires()).isNull();
    }

    @Test
    void theBundlesNameAndVersionAreItsOwn() throws Exception {
        Built built = PluginBundleJar.of("enqueue", "{ queue: {} }").build();
        assertThat(built.headers().getValue("Bundle-SymbolicName")).isEqualTo("probe.bundle");
        assertThat(built.headers().getValue("Bundle-Version")).isEqualTo("7.0.0");
    }
}
