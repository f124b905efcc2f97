package dev.tollgate.shell.internal.model;

import dev.tollgate.abi.PlainText;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Json;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The commands of one noun: reads lines, and does what they ask for. */
public final class Commands {
    private final Noun noun;

    public Commands(Noun noun) {
        this.noun = noun;
    }

    /** Name and description of each command that a shell is to have. */
    public SortedMap<String, String> names() {
        SortedMap<String, String> names = new TreeMap<>();
        CommandModel.of(noun).commands().forEach((name, spec) -> names.put(name, String.join(" ", spec.usageMessage().description())));
        return names;
    }

    /** How each command is called; for a group, how each in it is. */
    public SortedMap<String, String> usages() {
        SortedMap<String, String> usages = new TreeMap<>();
        CommandModel model = CommandModel.of(noun);
        model.leaves().forEach((name, spec) -> usages.put((model.isGroup() ? model.commands().keySet().iterator().next() + " " : "") + name,
                CommandModel.usage(spec.commandLine())));
        return usages;
    }

    public List<String> candidates(String command, List<String> words, String beginning) {
        return new Completion(noun, CommandModel.of(noun)).candidates(command, words, beginning);
    }

    /** @param arguments what the shell made of the words after the command's name */
    public Reply run(String command, List<?> arguments, Caller caller) {
        List<String> words = arguments.stream().map(Commands::word).toList();
        boolean json = words.contains(CommandModel.JSON);
        try {
            notParsedByTheShell(arguments);
            CommandModel model = CommandModel.of(noun);
            return run(model.line().parseArgs(model.words(command, words).toArray(String[]::new)), caller.asking(json));
        } catch (ParameterException wrong) {
            return refused(json, wrong(wrong));
        } catch (RuntimeException | Error refused) {
            return refused(json, Refusal.of(refused));
        }
    }

    private Reply run(ParseResult line, Caller caller) {
        ParseResult leaf = line;
        while (leaf.hasSubcommand()) {
            leaf = leaf.subcommand();
        }
        CommandSpec spec = leaf.commandSpec();
        if (leaf.isUsageHelpRequested()) {
            return Reply.said(CommandModel.usage(spec.commandLine()));
        }
        if (!(spec.userObject() instanceof Method method)) {
            throw new ParameterException(spec.commandLine(), "say which: " + String.join(", ", spec.subcommands().keySet()));
        }
        try {
            Answer answer = act(method, spec).run(caller);
            return Reply.said(answer == null ? "" : caller.json() ? Json.pretty(answer.data()) : PlainText.lines(answer.text().get()));
        } catch (Exception refused) {
            return refused(caller.json(), Refusal.of(refused));
        }
    }

    /** The options that every command has come after those that are parameters of the method. */
    private Act act(Method method, CommandSpec spec) throws Exception {
        List<ArgSpec> args = spec.args();
        Object[] values = new Object[method.getParameterCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = args.get(i).getValue();
        }
        try {
            return (Act) method.invoke(noun, values);
        } catch (InvocationTargetException refused) {
            throw refused.getCause() instanceof Exception cause ? cause : refused;
        }
    }

    private String wrong(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String why = noun.discreet() ? "this is not how the command is called"
                : command.getSubcommands().isEmpty() ? wrong.getMessage() : "there is no such command; there is "
                + String.join(", ", new TreeSet<>(command.getSubcommands().keySet()));
        return why + "\n" + CommandModel.synopsis(command);
    }

    private static Reply refused(boolean json, String why) {
        return Reply.refused(json ? Json.pretty(Json.error(why)) : "error: " + PlainText.lines(why));
    }

    /** Gogo makes null, true and false of words, and objects of brackets. */
    private static String word(Object argument) {
        return String.valueOf(argument);
    }

    private static void notParsedByTheShell(List<?> arguments) {
        for (Object argument : arguments) {
            if (argument instanceof Map || argument instanceof Collection) {
                throw new IllegalArgumentException("the shell takes brackets for its own: write JSON in single quotes, such as "
                        + "'{\"hosts\":[\"api.example.com\"]}'");
            }
        }
    }
}
