package dev.tollgate.shell.internal.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.shell.internal.Canned;
import dev.tollgate.shell.internal.noun.Bed;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.jupiter.api.Test;

class KarafShellTest {
    private final Bed bed = new Bed();
    private final List<Command> registered = new ArrayList<>();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final Session session = Canned.of(Session.class).says("getConsole", new PrintStream(console, true)).says("getKeyboard", InputStream.nullInputStream())
            .does("get", args -> args[0].equals("USER") ? "karaf" : null).does("resolveCommand", args -> "tollgate:" + args[0].toString().replace("tollgate:", ""))
            .service();
    private final Registry registry = Canned.of(Registry.class).does("register", args -> registered.add((Command) args[0]))
            .does("unregister", args -> registered.remove(args[0])).service();

    @Test
    void eachCommandIsRegisteredWithItsDescriptionAndTakenAwayAgain() {
        Runnable away = add();
        assertThat(registered).extracting(Command::getName).contains("list", "jobs", "breaker", "top").doesNotContain("retry", "help");
        assertThat(registered).allSatisfy(command -> {
            assertThat(command.getScope()).isEqualTo("tollgate");
            assertThat(command.getDescription()).isNotBlank();
        });
        away.run();
        assertThat(registered).isEmpty();
    }

    @Test
    void whoIsLoggedInDecides() throws Exception {
        add();
        command("grant").execute(session, new ArrayList<>(List.of("image-tools", "http")));
        assertThat(bed.done).containsExactly("grant [image-tools 1.5.0-beta.1 (dbc1b4c900ff), http, shell:karaf]");
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("is granted http");
    }

    @Test
    void helpIsPrintedBecauseKarafShowsOnlyThat() throws Exception {
        add();
        assertThat(command("jobs").execute(session, new ArrayList<>(List.of("--help")))).isNull();
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("Usage: tollgate:jobs");
    }

    @Test
    void theNameAndTheArgumentsAreCompleted() {
        add();
        assertThat(completed("show", false, 0, "sh")).containsExactly("show", "tollgate:show");
        assertThat(completed("show", true, 0, "sh")).containsExactly("show");
        assertThat(completed("show", false, 1, "tollgate:show", "im")).containsExactly("image-tools");
        assertThat(completed("jobs", false, 3, "jobs", "list", "--state", "")).contains("dead", "queued");
        assertThat(completed("show", false, 1, "list", "")).isEmpty();
    }

    private Runnable add() {
        var shell = KarafShell.of(Canned.of(SessionFactory.class).says("getRegistry", registry).service());
        List<Runnable> away = bed.nouns.stream().map(shell::add).toList();
        return () -> away.forEach(Runnable::run);
    }

    private Command command(String name) {
        return registered.stream().filter(command -> command.getName().equals(name)).findFirst().orElseThrow();
    }

    private List<String> completed(String command, boolean scoped, int cursor, String... words) {
        CommandLine line = Canned.of(CommandLine.class).says("getCursorArgumentIndex", cursor).says("getArguments", words)
                .says("getArgumentPosition", words[cursor].length()).service();
        List<Candidate> candidates = new ArrayList<>();
        command(command).getCompleter(scoped).completeCandidates(session, line, candidates);
        return candidates.stream().map(Candidate::value).toList();
    }
}
