package dev.tollgate.diagnostics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.bridge.PluginSchedules;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginEvent.Kind;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.Signer;
import dev.tollgate.lifecycle.VersionView;
import dev.tollgate.lifecycle.VersionView.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionCommandsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final PluginId OLD = new PluginId("acme", "1.0.0", Digest.of(new byte[] {1}));
    private static final PluginId NEW = new PluginId("acme", "1.1.0", Digest.of(new byte[] {2}));
    private static final PluginId OTHER = new PluginId("acme", "1.1.0", Digest.of(new byte[] {3}));

    private final List<String> done = new ArrayList<>();
    private final Plugins plugins = ScheduleCommandsTest.answering(Plugins.class, this::answer);
    private final VersionCommands commands = new VersionCommands(plugins);
    private final PluginCommands switches = new PluginCommands(plugins, ScheduleCommandsTest.answering(PluginSchedules.class,
            (method, arguments) -> List.of()));

    private Object answer(String method, Object[] arguments) {
        boolean known = arguments[0].equals("acme");
        return switch (method) {
            case "versions" -> known ? List.of(version(OTHER, Place.KEPT, Optional.empty()), version(NEW, Place.CURRENT,
                    Optional.of(new Signer("Acme", Digest.of(new byte[0])))), version(OLD, Place.PREVIOUS, Optional.empty())) : List.of();
            case "history" -> known ? List.of(new PluginEvent(OLD, Kind.ROLLED_BACK, "bob", "it was\n\u001b[31m 1.1.0", NOON),
                    new PluginEvent(NEW, Kind.ACTIVATED, "ada", "", NOON)).subList(0, Math.min(2, (int) arguments[1])) : List.of();
            case "retire" -> {
                if (!arguments[0].equals(OTHER)) {
                    throw new PluginException(arguments[0] + " cannot be taken out");
                }
                yield done.add("retire " + arguments[1]);
            }
            case "install" -> NEW;
            case "get" -> Optional.of(new PluginView(OLD, "Acme", PluginState.FAILED, Optional.of("it was revoked"), List.of(), List.of(),
                    Optional.empty(), null, List.of()));
            default -> {
                done.add(method + Arrays.asList(arguments));
                yield new PluginView(OLD, "Acme", PluginState.ACTIVE, Optional.empty(), List.of(), List.of(), Optional.empty(), null, List.of());
            }
        };
    }

    @Test
    void whoInstallsAVersionIsToldHowTheCurrentOneStands(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("acme.tgp"), new byte[] {1});

        assertThat(switches.install(file.toString())).isEqualTo("installed " + NEW + "\n" + OLD + " stays FAILED; tollgate:activate acme switches to 1.1.0");
    }

    @Test
    void versionsAreShownWithWhatTheyAreForTheirPluginAndWhoSignedThem() {
        assertThat(commands.versions("acme").lines()).containsExactly(
                "VERSION  DIGEST        PLACE     INSTALLED             BY   SIGNED BY",
                "1.1.0    " + OTHER.digest().brief() + "  kept      2026-03-01T12:00:00Z  ada  nobody",
                "1.1.0    " + NEW.digest().brief() + "  current   2026-03-01T12:00:00Z  ada  Acme",
                "1.0.0    " + OLD.digest().brief() + "  previous  2026-03-01T12:00:00Z  ada  nobody");
        assertThat(commands.versions("none")).isEqualTo("error: none is not installed; tollgate:list names what is");
    }

    @Test
    void whatBecameOfAPluginIsShownInOneLineEachWithoutWhatATerminalWouldObey() {
        assertThat(commands.history("acme").lines()).hasSize(3).element(1).asString()
                .startsWith("2026-03-01T12:00:00Z  rolled back  1.0.0    " + OLD.digest().brief() + "  bob  it was").endsWith(" 1.1.0")
                .doesNotContain("\u001b");
        assertThat(commands.history("acme", 1).lines()).hasSize(2);
        assertThat(commands.history("acme", 0)).isEqualTo("error: at least 1 is shown, not 0");
        assertThat(commands.history("none")).startsWith("error: no plugin none was ever installed");
    }

    @Test
    void aRollbackSaysWhatIsActiveNow() {
        assertThat(commands.rollback("acme")).isEqualTo(OLD + " is ACTIVE");
        assertThat(done).containsExactly("rollback[acme, shell]");
    }

    @Test
    void anActivationOfAnOlderVersionIsFlagged() {
        assertThat(switches.activate("acme")).isEqualTo(OLD + " is ACTIVE");
        switches.activate(false, "acme", "1.1.0");
        switches.activate(true, "acme", "1.0.0");

        assertThat(done).containsExactly("activate[acme, Optional.empty, shell]", "activate[acme, Optional[1.1.0], shell]",
                "downgrade[acme, 1.0.0, shell]");
    }

    @Test
    void aVersionIsRetiredByItsNameOrByItsDigestWhereItHasSeveralContents() {
        assertThat(commands.retire("acme", "1.0.0")).isEqualTo("error: " + OLD + " cannot be taken out");
        assertThat(commands.retire("acme", "2.0.0")).isEqualTo("error: acme 2.0.0 is not installed: tollgate:versions acme shows what there is");
        assertThat(commands.retire("acme", "1.1.0")).contains("has several contents, name the digest");
        assertThat(commands.retire("acme", "1.1.0", OTHER.digest().brief())).isEqualTo(OTHER + " was taken out of the catalogue");
        assertThat(done).containsExactly("retire shell");
    }

    private static VersionView version(PluginId id, Place place, Optional<Signer> signer) {
        return new VersionView(id, NOON, "ada", signer, place);
    }
}
