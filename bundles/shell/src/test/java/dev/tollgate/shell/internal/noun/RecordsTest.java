package dev.tollgate.shell.internal.noun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.audit.Audit;
import dev.tollgate.abi.audit.AuditException;
import dev.tollgate.abi.audit.AuditFilter;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.shell.internal.Canned;
import dev.tollgate.shell.internal.model.Caller;
import dev.tollgate.shell.internal.model.Commands;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.model.Reply;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the host tells of decisions, files, its configuration and its health. */
class RecordsTest {
    private final Bed bed = new Bed();

    @Test
    void theAuditIsAskedForWhatTheOptionsSay() {
        List<AuditFilter> asked = new ArrayList<>();
        Audit audit = Canned.of(Audit.class).does("read", args -> {
            asked.add((AuditFilter) args[0]);
            return List.of();
        }).service();
        assertThat(run(audit, "list", "--plugin", "gone", "--by", "ann", "--since", "12h", "-n", "7").out()).isEqualTo("there is no such decision");
        assertThat(asked).containsExactly(new AuditFilter(Optional.of(Bed.NOW.minus(Duration.ofHours(12))), Optional.empty(), Optional.of("gone"),
                Optional.of("ann"), 7));
        assertThat(run(audit, "list", "-n", "5000").err()).isEqualTo("error: 1 to 1000 records are read at a time, not 5000");
    }

    @Test
    void aRecordThatCannotBeReadIsAnErrorThatSaysWhy() {
        Audit audit = Canned.of(Audit.class).does("read", args -> {
            throw new AuditException("the store does not answer", null);
        }).service();
        assertThat(run(audit, "list").err()).isEqualTo("error: the store does not answer");
    }

    @Test
    void aDecisionIsOneLineWithWhatChangedAndADigestOfTwelveDigits() {
        assertThat(bed.run("audit").out().lines()).anyMatch(line -> line.matches("2026-03-01T12:00:00Z  ann +plugin.activate  image-tools  1.4.0 [0-9a-f]+.*"));
        assertThat(bed.run("audit --json").out()).contains("\"before\" : \"70\"", "\"object\" : \"width\"");
    }

    @Test
    void whatIsBrokenInARecordIsSaidOfItsStore() {
        assertThat(bed.run("audit verify").out()).contains("records   1 to 2, each as it was written", Records.DECISIONS.get(0).hash().hex(),
                "BROKEN    record 13 is missing", "records   none");
    }

    @Test
    void fromWhenOnIsAMomentADayOrAWhileAgo() {
        assertThat(Since.of("2026-02-01", Bed.NOW)).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(Since.of("2026-02-01T10:00:00+02:00", Bed.NOW)).isEqualTo(Instant.parse("2026-02-01T08:00:00Z"));
        assertThat(Since.of("90s", Bed.NOW)).isEqualTo(Bed.NOW.minusSeconds(90));
        assertThat(Since.of("2d", Bed.NOW)).isEqualTo(Bed.NOW.minus(Duration.ofDays(2)));
        assertThatThrownBy(() -> Since.of("yesterday", Bed.NOW)).hasMessageContaining("'yesterday' is no time").hasMessageContaining("12h");
        assertThatThrownBy(() -> Since.of("2026-02-31", Bed.NOW)).hasMessageContaining("is no time");
    }

    @Test
    void aFileThatIsRefusedIsShownWithEveryViolation() {
        assertThat(bed.run("deployments").out()).contains("REFUSED", "broken.tgp: /slug: is not there", "RUNS", "1.4.0");
        assertThat(bed.run("deployments show broken.tgp").out()).contains("state     REFUSED since", "plugin    not known", "why       /slug: is not there",
                "why       trapped");
        assertThat(bed.run("deployments show other.tgp").err()).contains("tollgate:deployments lists those that do");
    }

    @Test
    void aConfigurationThatIsRefusedIsShownWithWhatIsInForceInstead() {
        assertThat(bed.run("configuration").out()).contains("dev.tollgate.http, refused at", "  key     timeout.ms", "  so      the values before it stay in force");
    }

    @Test
    void theWorstCheckComesFirstAndWhatIsWrongIsSaidInFull() {
        String out = bed.run("health").out();
        assertThat(out.lines().map(line -> line.replaceAll(" +", " ")).toList()).element(1).isEqualTo("breakers CRITICAL 1 below");
        assertThat(out).contains("a store", "it answers", "  critical trapped").doesNotContain("not for operators");
    }

    private static Reply run(Audit audit, String... words) {
        Noun noun = AuditNoun.of(audit, Canned.of(Plugins.class).service(), InstantSource.fixed(Bed.NOW));
        return new Commands(noun).run("audit", List.of(words), new Caller("shell", false, System.out, InputStream.nullInputStream()));
    }
}
