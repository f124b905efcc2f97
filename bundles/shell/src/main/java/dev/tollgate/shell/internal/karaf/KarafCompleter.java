package dev.tollgate.shell.internal.karaf;

import dev.tollgate.shell.internal.model.Commands;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/** Completes one command: its name, and after that what the noun knows. */
final class KarafCompleter implements Completer {
    private final Commands commands;
    private final String name;
    private final String full;
    private final boolean scoped;

    /** @param scoped whether the scope is where the session is already */
    KarafCompleter(Commands commands, String scope, String name, boolean scoped) {
        this.commands = commands;
        this.name = name;
        this.full = scope + ":" + name;
        this.scoped = scoped;
    }

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        candidates(session, line).forEach(candidates::add);
        return 0;
    }

    @Override
    public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        candidates(session, line).map(Candidate::new).forEach(candidates::add);
    }

    private Stream<String> candidates(Session session, CommandLine line) {
        int cursor = line.getCursorArgumentIndex();
        if (cursor == 0) {
            return scoped ? Stream.of(name) : Stream.of(name, full);
        }
        String[] words = line.getArguments();
        if (!full.equals(session.resolveCommand(words[0]))) {
            return Stream.of();
        }
        String word = cursor < words.length ? words[cursor] : "";
        String beginning = word.substring(0, Math.max(0, Math.min(line.getArgumentPosition(), word.length())));
        return commands.candidates(name, Arrays.asList(words).subList(1, cursor), beginning).stream();
    }
}
