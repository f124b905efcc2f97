package dev.tollgate.terminal.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandLoopTest {

    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final CommandSession session;

    CommandLoopTest() {
        threadIo.start();
        processor.addCommand("tollgate", this, "shout");
        processor.addCommand("tollgate", this, "fail");
        processor.addCommand("tollgate", this, "leave");
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        session = processor.createSession(InputStream.nullInputStream(), out, out);
    }

    @AfterEach
    void stop() {
        session.close();
        threadIo.stop();
    }

    public String shout(String text) {
        return text.toUpperCase(Locale.ROOT) + "!";
    }

    public void fail() {
        throw new IllegalArgumentException("no plugin of this name");
    }

    public void leave(CommandSession session) {
        session.put(CommandLoop.LEFT, true);
    }

    @Test
    void commandsNeedNoScopeAndTakeUtf8() {
        assertThat(run(false, "shout zwölf\n\n  \ntollgate:shout b\n")).isEqualTo(CommandLoop.End.OF_INPUT);
        assertThat(output()).isEqualTo("ZWÖLF!\nB!\n");
    }

    @Test
    void aFailingCommandSaysWhyAndTheNextOneRuns() {
        run(false, "fail\nnonsense\nshout a");
        assertThat(output()).isEqualTo("no plugin of this name\nCommand not found: nonsense\nA!\n");
    }

    @Test
    void aPersonGetsAHintAndAPrompt() {
        run(true, "shout a\n");
        assertThat(output()).isEqualTo("type help for the commands; exit stops the server\ntollgate> A!\ntollgate> \n");
    }

    @Test
    void nothingIsReadAfterExit() {
        assertThat(run(true, "leave\nshout a\n")).isEqualTo(CommandLoop.End.BY_COMMAND);
        assertThat(output()).doesNotContain("A!");
    }

    @Test
    void anInterruptEndsAWaitingLoop() throws Exception {
        var end = new CompletableFuture<CommandLoop.End>();
        Pipe silent = Pipe.open();
        var reader = new Thread(() -> end.complete(new CommandLoop(session, false).run(Channels.newInputStream(silent.source()))));
        reader.start();
        reader.interrupt();
        assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(CommandLoop.End.BY_INTERRUPT);
        silent.sink().close();
    }

    private CommandLoop.End run(boolean interactive, String input) {
        return new CommandLoop(session, interactive).run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    }

    private String output() {
        return written.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
