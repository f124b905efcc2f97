package dev.tollgate.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.shell.internal.model.Commands;
import dev.tollgate.shell.internal.noun.Bed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines as Gogo reads them. */
class ShellsTest {
    private final Bed bed = new Bed();
    private final ThreadIOImpl io = new ThreadIOImpl();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private CommandSession session;

    @BeforeEach
    void commands() {
        io.start();
        CommandProcessorImpl gogo = new CommandProcessorImpl(io);
        bed.nouns.forEach(noun -> {
            Commands commands = new Commands(noun);
            commands.names().keySet().forEach(name -> gogo.addCommand("tollgate", new GogoCommand(commands, name), name));
        });
        session = gogo.createSession(new ByteArrayInputStream(new byte[0]), new PrintStream(out, true), new PrintStream(err, true));
    }

    @AfterEach
    void end() {
        session.close();
        io.stop();
    }

    @Test
    void jsonInSingleQuotesComesThroughAsItIs() throws Exception {
        session.execute("tollgate:grant image-tools http '{\"hosts\":[\"api.example.com\"]}'");
        session.execute("tollgate:config set image-tools width '\"a text\"'");
        session.execute("tollgate:config set image-tools width null");
        session.execute("tollgate:config set image-tools width true");
        assertThat(bed.done).containsExactly("grant [image-tools 1.5.0-beta.1 (dbc1b4c900ff), http, {\"hosts\":[\"api.example.com\"]}, shell]",
                "set [image-tools, width, \"a text\", shell]", "set [image-tools, width, null, shell]", "set [image-tools, width, true, shell]");
    }

    @Test
    void whatGogoTookApartIsRefusedWithHowToQuoteIt() throws Exception {
        assertThat(session.execute("tollgate:grant image-tools http [hosts=x]")).isNull();
        assertThat(session.execute("tollgate:config set image-tools width [1 2]")).isNull();
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(2).allMatch(line -> line.startsWith("error: the shell takes brackets for its own"));
        assertThat(bed.done).isEmpty();
    }

    @Test
    void anAnswerIsAValueAndAnErrorGoesToTheErrorStream() throws Exception {
        assertThat((String) session.execute("tollgate:list --json")).startsWith("[ {");
        assertThat(session.execute("tollgate:show nobody")).isNull();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("error: no plugin of that slug").doesNotContain("Exception", "at dev.");
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("error");
    }

    @Test
    void whatGoesOnIsPrintedAsItComes() throws Exception {
        session.execute("tollgate:tail -n 1 --json");
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("{\"at\":").endsWith("}\n");
    }
}
