package dev.tollgate.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldPluginsTest {
    @TempDir
    Path root;

    @Test
    void whatWasPutIsThereAfterARestartWhateverTheFileIsCalled() {
        Path file = root.resolve("data/deployed.properties");
        HeldPlugin held = new HeldPlugin("a b=c\u00e4 #!.tgp", new PluginId("probe", "1.0.0-rc.1", Digest.of(new byte[1])), true);
        HeldPlugins.open(file).put(held);
        assertThat(HeldPlugins.open(file).all()).containsExactly(held);
        HeldPlugins again = HeldPlugins.open(file);
        again.forget("probe");
        assertThat(HeldPlugins.open(file).all()).isEmpty();
    }

    @Test
    void aDamagedOneIsAnEmptyOneAndAHalfWrittenOneIsNotRead() throws Exception {
        Path file = Files.writeString(root.resolve("deployed.properties"), "probe=half");
        assertThat(HeldPlugins.open(file).all()).isEmpty();
        HeldPlugin held = new HeldPlugin("x.tgp", new PluginId("probe", "1.0.0", Digest.of(new byte[1])), false);
        HeldPlugins.open(file).put(held);
        Files.writeString(root.resolve("deployed.properties.next"), "probe=");
        assertThat(HeldPlugins.open(file).all()).containsExactly(held);
    }
}
