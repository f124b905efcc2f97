package dev.tollgate.deploy.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.deploy.Deployment;
import dev.tollgate.deploy.Deployment.State;
import dev.tollgate.guests.Guests;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.internal.PackageReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin can look like in the folder. */
class DroppedFormsTest {
    @TempDir
    Path root;
    private Workbench bench;
    private final byte[] wasm = Guests.wasm("basic");
    private final TestPackage probe = TestPackage.of("probe", "1.0.0", "basic").filter("the_content", "echo");

    @BeforeEach
    void folder() throws Exception {
        bench = new Workbench(root);
    }

    @Test
    void aModuleWithAManifestOfItsNameHasTheDigestOfThePackage() throws Exception {
        bench.drop("probe.wasm", wasm);
        bench.drop("probe.yaml", probe.manifest().getBytes(UTF_8));
        bench.pass();
        assertThat(bench.catalogue.current.get("probe")).isEqualTo(new PackageReader().read(probe.build()).id());
        assertThat(bench.only().file()).isEqualTo("probe.wasm");
    }

    @Test
    void severalModulesShareAFolderEachWithAManifestOfItsOwn() throws Exception {
        for (String slug : new String[] {"one", "two", "three"}) {
            bench.drop(slug + ".wasm", wasm);
            bench.drop(slug + ".yaml", TestPackage.of(slug, "1.0.0", "basic").filter("x", "echo").manifest().getBytes(UTF_8));
        }
        bench.pass();
        assertThat(bench.catalogue.states).hasSize(3);
    }

    @Test
    void pluginYamlIsOfTheModuleThatItNamesAndOfNoOther() throws Exception {
        bench.drop("plugin.wasm", wasm);
        bench.drop("stray.wasm", wasm);
        bench.drop("plugin.yaml", probe.manifest().getBytes(UTF_8));
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
        Deployment stray = bench.list().get(1);
        assertThat(stray.state()).isEqualTo(State.REFUSED);
        assertThat(stray.details().get(0)).contains("is of the module plugin.wasm").contains("stray.yaml");
    }

    @Test
    void aModuleWaitsForItsManifestAndAManifestForItsModule() throws Exception {
        bench.drop("two.yaml", probe.manifest().getBytes(UTF_8));
        bench.pass();
        assertThat(bench.list()).isEmpty();
        bench.drop("two.wasm", wasm);
        bench.pass();
        bench.delete("two.yaml");
        bench.passUntilGone();
        assertThat(bench.active("probe")).as("half of a pair is no deletion").isEqualTo("1.0.0 ACTIVE");
        assertThat(bench.only().state()).isEqualTo(State.SETTLING);
        assertThat(bench.only().details().get(0)).contains("put two.yaml beside it");
        bench.drop("two.yaml", TestPackage.of("probe", "1.1.0", "basic").filter("the_content", "echo").manifest().getBytes(UTF_8));
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.1.0 ACTIVE");
        bench.delete("two.wasm");
        bench.passUntilGone();
        assertThat(bench.active("probe")).isEqualTo("none");
    }

    @Test
    void aManifestThatIsWrittenAfterItsModuleIsWaitedFor() throws Exception {
        bench.drop("probe.wasm", wasm);
        bench.fresh(bench.drop("probe.yaml", "apiVersion: toll".getBytes(UTF_8)));
        bench.pass();
        assertThat(bench.only().state()).isEqualTo(State.SETTLING);
    }

    @Test
    void aFolderWithBothIsAPackageAndOneWithABundlesManifestIsNot() throws Exception {
        Path folder = Files.createDirectory(bench.folder.resolve("probe"));
        bench.aged(Files.write(folder.resolve("plugin.wasm"), wasm));
        bench.aged(Files.writeString(folder.resolve("plugin.yaml"), probe.manifest()));
        Path bundle = Files.createDirectories(bench.folder.resolve("bundle/META-INF"));
        Files.writeString(bundle.resolve("MANIFEST.MF"), "Bundle-SymbolicName: x\n");
        Files.writeString(bundle.resolveSibling("plugin.yaml"), probe.manifest());
        bench.pass();
        assertThat(bench.only().plugin()).contains(new PackageReader().read(probe.build()).id());
        bench.aged(Files.writeString(folder.resolve("plugin.yaml"), TestPackage.of("probe", "1.1.0", "basic").filter("x", "echo").manifest()));
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.1.0 ACTIVE");
    }

    @Test
    void aLinkInAFolderIsRefused() throws Exception {
        Path folder = Files.createDirectory(bench.folder.resolve("probe"));
        bench.aged(Files.writeString(folder.resolve("plugin.yaml"), probe.manifest()));
        Path elsewhere = bench.aged(Files.write(root.resolve("elsewhere"), wasm));
        Files.createSymbolicLink(folder.resolve("plugin.wasm"), elsewhere);
        bench.pass();
        assertThat(bench.only().details().get(0)).contains("the folder's plugin.wasm is a symbolic link");
    }

    @Test
    void whatBeginsWithADotOrHasAnotherEndIsNobodysYet() throws Exception {
        bench.drop(".probe.tgp", probe.build());
        bench.drop("probe.tgp.part", probe.build());
        bench.pass();
        assertThat(bench.list()).isEmpty();
    }

    @Test
    void fileInstallIsToldWhatIsOurs() throws Exception {
        DropFolder folder = new DropFolder(bench.folder);
        bench.drop("probe.wasm", wasm);
        Files.createDirectory(bench.folder.resolve("unpacked"));
        Files.writeString(bench.folder.resolve("unpacked/plugin.yaml"), "");
        assertThat(folder.takes(bench.folder.resolve("probe.tgp").toFile())).as("also one that is gone").isTrue();
        assertThat(folder.takes(bench.folder.resolve("probe.wasm").toFile())).isTrue();
        assertThat(folder.takes(bench.folder.resolve("probe.yaml").toFile())).isTrue();
        assertThat(folder.takes(root.resolve("unpacked.jar").toFile())).as("what File Install makes of a folder").isTrue();
        assertThat(folder.takes(bench.folder.resolve("unpacked.jar").toFile())).isFalse();
        assertThat(folder.takes(bench.folder.resolve("other.yaml").toFile())).isFalse();
        assertThat(folder.takes(bench.folder.resolve("bundle.jar").toFile())).isFalse();
        assertThat(folder.takes(root.resolve("probe.tgp").toFile())).as("of another folder").isFalse();
    }
}
