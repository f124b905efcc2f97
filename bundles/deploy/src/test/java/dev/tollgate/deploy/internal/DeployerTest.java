package dev.tollgate.deploy.internal;

import static dev.tollgate.deploy.internal.Workbench.asking;
import static dev.tollgate.deploy.internal.Workbench.plugin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.deploy.Deployment;
import dev.tollgate.deploy.Deployment.State;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.PluginEvent.Kind;
import dev.tollgate.lifecycle.PluginState;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployerTest {
    @TempDir
    Path root;
    private Workbench bench;

    @BeforeEach
    void folder() throws Exception {
        bench = new Workbench(root);
    }

    @Test
    void aFileBringsItsPluginItsUpdateTakesOverAndItsEndRemovesIt() throws Exception {
        bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        assertThat(bench.pass()).isEqualTo(Deployer.IDLE);
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
        assertThat(bench.only().state()).isEqualTo(State.RUNS);
        bench.drop("probe.tgp", plugin("probe", "1.1.0"));
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.1.0 ACTIVE");
        bench.delete("probe.tgp");
        bench.passUntilGone();
        assertThat(bench.active("probe")).isEqualTo("none");
        assertThat(bench.list()).isEmpty();
        assertThat(bench.catalogue.history.get("probe").peekFirst().by()).isEqualTo("file probe.tgp");
    }

    @Test
    void aFileThatBreaksSomethingHoldsUpNoOther() throws Exception {
        bench.drop("a.tgp", plugin("bad-one", "1.0.0"));
        bench.drop("b.tgp", plugin("probe", "1.0.0"));
        bench.catalogue.broken.add("bad-one");
        assertThat(bench.pass()).isEqualTo(Deployer.RETRY);
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
        assertThat(bench.list().get(0).state()).isEqualTo(State.FAILED);
        assertThat(bench.list().get(0).details()).containsExactly("java.lang.IllegalStateException");
        bench.catalogue.broken.clear();
        bench.pass();
        assertThat(bench.active("bad-one")).isEqualTo("1.0.0 ACTIVE");
    }

    @Test
    void aRestartWithTheSameFilesDoesNothing() throws Exception {
        bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.pass();
        bench.restart();
        bench.pass();
        assertThat(bench.catalogue.events("probe")).containsExactly(Kind.ACTIVATED, Kind.INSTALLED);
        assertThat(bench.catalogue.calls).last().isEqualTo("probe 1.0.0 by file probe.tgp");
        assertThat(bench.only().state()).isEqualTo(State.RUNS);
    }

    @Test
    void whatIsNotDecidedYetWaitsAndRunsByItselfWhenItIsAlsoAfterARestart() throws Exception {
        bench.drop("probe.tgp", asking("probe", "1.0.0"));
        assertThat(bench.pass()).isEqualTo(Deployer.RETRY);
        assertThat(bench.only().state()).isEqualTo(State.WAITS);
        assertThat(bench.only().details()).containsExactly("nobody decided about queue");
        bench.restart();
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 INSTALLED");
        bench.catalogue.granted.add(bench.only().plugin().orElseThrow());
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
        assertThat(bench.pass()).isEqualTo(Deployer.IDLE);
    }

    @Test
    void anUpdateThatWaitsOverARestartTakesOverWhenItIsDecided() throws Exception {
        bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.pass();
        bench.drop("probe.tgp", asking("probe", "1.1.0"));
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
        bench.restart();
        bench.pass();
        bench.catalogue.granted.add(bench.only().plugin().orElseThrow());
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.1.0 ACTIVE");
    }

    @Test
    void aFileThatIsBeingWrittenIsReadWhenItIsLeftAlone() throws Exception {
        byte[] whole = plugin("probe", "1.0.0");
        Path file = bench.drop("probe.tgp", Arrays.copyOf(whole, whole.length / 2));
        bench.fresh(file);
        assertThat(bench.pass()).isEqualTo(Workbench.SETTLE);
        assertThat(bench.only().state()).isEqualTo(State.SETTLING);
        bench.clock.turn(Workbench.SETTLE.dividedBy(2));
        Files.write(file, whole);
        bench.fresh(file);
        bench.pass();
        assertThat(bench.catalogue.calls).isEmpty();
        bench.clock.turn(Workbench.SETTLE);
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
    }

    @Test
    void aFileWhoseTimeIsInTheFutureIsReadWhenItDoesNotChange() throws Exception {
        Path file = bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.clock.turn(Duration.ofHours(1));
        bench.fresh(file);
        bench.clock.turn(Duration.ofHours(-1));
        bench.pass();
        assertThat(bench.only().state()).isEqualTo(State.SETTLING);
        bench.clock.turn(Workbench.SETTLE);
        bench.pass();
        assertThat(bench.only().state()).isEqualTo(State.RUNS);
    }

    @Test
    void aBadPackageIsShownWithEveryViolationAndLeavesTheVersionBeforeAndIsTriedAgainWhenItChanges() throws Exception {
        bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.pass();
        bench.drop("probe.tgp", TestPackage.of("probe", "not.a.version", "basic").limit("no_such: 1").build());
        bench.pass();
        Deployment bad = bench.only();
        assertThat(bad.state()).isEqualTo(State.REFUSED);
        assertThat(String.join("\n", bad.details())).contains("/version").contains("no_such");
        bench.clock.turn(Workbench.GONE);
        bench.pass();
        bench.restart();
        bench.passUntilGone();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
        bench.drop("probe.tgp", plugin("probe", "1.1.0"));
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.1.0 ACTIVE");
    }

    @Test
    void otherContentOfAVersionIsRefusedWithWhatToDoAndTheFileKeepsItsPlugin() throws Exception {
        bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.pass();
        bench.drop("probe.tgp", TestPackage.of("probe", "1.0.0", "basic").filter("other", "echo").build());
        bench.pass();
        assertThat(bench.only().details().get(0)).contains("a version never changes, give the new package a new one");
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
        bench.delete("probe.tgp");
        bench.passUntilGone();
        assertThat(bench.active("probe")).isEqualTo("none");
    }

    @Test
    void aFileThatIsRefusedDoesNotHoldAPluginAndForgetsNothingThatItHeld() throws Exception {
        bench.catalogue.install(plugin("probe", "1.0.0"), "shell");
        bench.drop("a.tgp", TestPackage.of("probe", "1.0.0", "basic").filter("other", "echo").build());
        bench.pass();
        bench.drop("b.tgp", plugin("probe", "1.1.0"));
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.1.0 ACTIVE");
        bench.drop("b.tgp", TestPackage.of("probe", "1.1.0", "basic").filter("other", "echo").build());
        bench.pass();
        bench.drop("b.tgp", plugin("probe", "1.1.0"));
        bench.pass();
        assertThat(bench.catalogue.calls).last().as("what it had before").isEqualTo("probe 1.1.0 by file b.tgp");
    }

    @Test
    void ofTwoFilesWithOnePluginTheFirstHasItAndTheSecondTakesItOverWhenThatIsGone() throws Exception {
        bench.drop("probe-1.0.0.tgp", plugin("probe", "1.0.0"));
        bench.pass();
        bench.drop("a-probe.tgp", plugin("probe", "1.1.0"));
        bench.pass();
        bench.restart();
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
        assertThat(bench.list()).extracting(Deployment::state).containsExactly(State.REFUSED, State.RUNS);
        assertThat(bench.list().get(0).details().get(0)).contains("it brings probe, which probe-1.0.0.tgp brings already");
        bench.delete("probe-1.0.0.tgp");
        bench.passUntilGone();
        assertThat(bench.active("probe")).isEqualTo("1.1.0 ACTIVE");
        assertThat(bench.catalogue.events("probe")).doesNotContain(Kind.REMOVED);
    }

    @Test
    void aFileThatWentOrChangedWhileTheServerWasDownIsFollowedAtTheNextStart() throws Exception {
        bench.drop("gone.tgp", plugin("gone", "1.0.0"));
        bench.drop("changed.tgp", plugin("changed", "1.0.0"));
        bench.pass();
        bench.delete("gone.tgp");
        bench.drop("changed.tgp", plugin("changed", "1.1.0"));
        bench.restart();
        bench.passUntilGone();
        assertThat(bench.active("gone")).isEqualTo("none");
        assertThat(bench.active("changed")).isEqualTo("1.1.0 ACTIVE");
    }

    @Test
    void anOlderVersionInThePlaceOfTheFileIsMeantAndTheSameFileNever() throws Exception {
        bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.pass();
        bench.drop("probe.tgp", plugin("probe", "1.1.0"));
        bench.pass();
        bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.restart();
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
        bench.catalogue.current.put("probe", bench.catalogue.versions.get("probe").peekFirst().id());
        bench.restart();
        bench.pass();
        assertThat(bench.active("probe")).as("the version that an administrator chose").isEqualTo("1.1.0 ACTIVE");
        assertThat(bench.only().state()).isEqualTo(State.STAYS);
    }

    @Test
    void whatAnAdministratorSwitchedOffStaysOffAndGoesWithItsFile() throws Exception {
        bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.pass();
        bench.catalogue.states.put("probe", PluginState.INACTIVE);
        assertThat(bench.only().details()).containsExactly("probe is INACTIVE");
        bench.restart();
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 INACTIVE");
        bench.delete("probe.tgp");
        bench.passUntilGone();
        assertThat(bench.active("probe")).isEqualTo("none");
    }

    @Test
    void whatAnAdministratorRemovedDoesNotComeBackWithARestartButWithTheFile() throws Exception {
        Path file = bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.pass();
        bench.catalogue.remove("probe", "shell");
        assertThat(bench.only().state()).isEqualTo(State.STAYS);
        bench.restart();
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("none");
        assertThat(bench.only().details().get(0)).contains("was removed by shell").contains("deleted and put back");
        Path aside = Files.move(file, root.resolve("aside.tgp"));
        bench.passUntilGone();
        Files.move(aside, file);
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
    }

    @Test
    void anotherCatalogueGetsWhatTheFolderHas() throws Exception {
        bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.pass();
        bench.catalogue.remove("probe", "shell");
        bench.catalogue.history.clear();
        bench.restart();
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
    }

    @Test
    void whatSomebodyElseInstalledIsNotRemovedWithAFile() throws Exception {
        bench.catalogue.install(plugin("probe", "1.0.0"), "shell");
        bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
        bench.drop("probe.tgp", plugin("probe", "1.1.0"));
        bench.pass();
        bench.delete("probe.tgp");
        bench.passUntilGone();
        assertThat(bench.active("probe")).isEqualTo("1.1.0 ACTIVE");
        assertThat(bench.list()).isEmpty();
    }

    @Test
    void aFileThatIsRenamedOrReplacedByDeletingItKeepsItsPlugin() throws Exception {
        Path file = bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.pass();
        Files.move(file, bench.folder.resolve("other.tgp"));
        bench.passUntilGone();
        assertThat(bench.only().file()).isEqualTo("other.tgp");
        bench.delete("other.tgp");
        bench.pass();
        assertThat(bench.only().state()).isEqualTo(State.GONE);
        bench.clock.turn(Workbench.GONE.minusMillis(1));
        bench.pass();
        bench.drop("other.tgp", plugin("probe", "1.1.0"));
        bench.passUntilGone();
        assertThat(bench.active("probe")).isEqualTo("1.1.0 ACTIVE");
        assertThat(bench.catalogue.events("probe")).doesNotContain(Kind.REMOVED);
        Files.move(bench.folder.resolve("other.tgp"), bench.folder.resolve("third.tgp"));
        bench.restart();
        bench.passUntilGone();
        assertThat(bench.catalogue.events("probe")).as("renamed while the server was down").doesNotContain(Kind.REMOVED);
    }

    @Test
    void aFileThatBecomesAnotherPluginTakesTheFirstOneAway() throws Exception {
        bench.drop("plugin.tgp", plugin("probe", "1.0.0"));
        bench.pass();
        bench.drop("plugin.tgp", plugin("other", "1.0.0"));
        bench.passUntilGone();
        assertThat(bench.active("other")).isEqualTo("1.0.0 ACTIVE");
        assertThat(bench.active("probe")).isEqualTo("none");
    }

    @Test
    void aFolderThatIsAwayTakesNothingAway() throws Exception {
        bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.pass();
        Path aside = root.resolve("unmounted");
        Files.move(bench.folder, aside, StandardCopyOption.ATOMIC_MOVE);
        bench.passUntilGone();
        bench.restart();
        bench.passUntilGone();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
        Files.move(aside, bench.folder, StandardCopyOption.ATOMIC_MOVE);
        bench.passUntilGone();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
    }

    @Test
    void aCatalogueThatDoesNotAnswerIsAskedAgainAndNothingIsLost() throws Exception {
        bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.catalogue.away = true;
        assertThat(bench.pass()).isEqualTo(Deployer.RETRY);
        bench.catalogue.away = false;
        bench.pass();
        assertThat(bench.only().state()).isEqualTo(State.RUNS);
        bench.delete("probe.tgp");
        bench.pass();
        bench.clock.turn(Workbench.GONE);
        bench.catalogue.away = true;
        assertThat(bench.pass()).isEqualTo(Deployer.RETRY);
        bench.catalogue.away = false;
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("none");
    }

    @Test
    void aPluginThatOthersNeedGoesWhenTheyDo() throws Exception {
        bench.drop("probe.tgp", plugin("probe", "1.0.0"));
        bench.pass();
        bench.delete("probe.tgp");
        bench.catalogue.needed.add("probe");
        bench.passUntilGone();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
        assertThat(bench.only().details().get(0)).contains("others depend on probe");
        bench.catalogue.needed.clear();
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("none");
    }

    @Test
    void aLinkIsFollowedAndOneThatLeadsNowhereIsNoDeletion() throws Exception {
        Path target = bench.aged(Files.write(root.resolve("target.tgp"), plugin("probe", "1.0.0")));
        Files.createSymbolicLink(bench.folder.resolve("probe.tgp"), target);
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
        Files.delete(target);
        bench.passUntilGone();
        assertThat(bench.only().details().get(0)).contains("is a link that leads to no file");
        assertThat(bench.active("probe")).isEqualTo("1.0.0 ACTIVE");
        bench.aged(Files.write(target, plugin("probe", "1.1.0")));
        bench.pass();
        assertThat(bench.active("probe")).isEqualTo("1.1.0 ACTIVE");
    }

    @Test
    void aHugeFileIsRefusedWithoutBeingRead() throws Exception {
        Path file = bench.drop("probe.tgp", new byte[0]);
        try (var sparse = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            sparse.position(60L << 30).write(ByteBuffer.allocate(1));
        }
        bench.aged(file);
        bench.pass();
        assertThat(bench.only().details().get(0)).contains("probe.tgp has 64424509441 bytes; at most 52428800 are taken");
    }

    @Test
    void aNameThatForgesLinesIsMadePlainAndSoIsWhatAManifestSays() throws Exception {
        bench.drop("x\n\u001b[31m.tgp", new byte[] {1, 2, 3});
        bench.pass();
        assertThat(bench.only().file()).isEqualTo("x\\u000a\\u001b[31m.tgp");
    }
}
