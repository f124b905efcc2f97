package dev.tollgate.shell.internal.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A noun as picocli has it: made anew for each line, since picocli keeps in it what it read. */
final class CommandModel {
    static final String JSON = "--json";
    private static final int WIDTH = 80;
    private static final List<String> DEFAULTS = List.of("list", "show");

    private final CommandLine line;

    private CommandModel(CommandLine line) {
        this.line = line;
    }

    static CommandModel of(Noun noun) {
        CommandLine line = new CommandLine(noun);
        withHelp(line.getCommandSpec());
        for (CommandLine leaf : line.getSubcommands().values()) {
            withHelp(leaf.getCommandSpec());
            leaf.getCommandSpec().addOption(OptionSpec.builder(JSON).type(boolean.class).description("answers in JSON").build());
        }
        // A word that begins with @ is no file to be read: what is typed is taken as it is.
        line.setExpandAtFiles(false).setUsageHelpWidth(WIDTH);
        return new CommandModel(line);
    }

    boolean isGroup() {
        return !line.getCommandName().equals(Noun.SCOPE);
    }

    /** The commands of the shell that this is: one group, or each of them. */
    Map<String, CommandSpec> commands() {
        return isGroup() ? Map.of(line.getCommandName().substring(Noun.SCOPE.length()), line.getCommandSpec()) : specs(line);
    }

    Map<String, CommandSpec> leaves() {
        return specs(line);
    }

    CommandLine line() {
        return line;
    }

    /** What is typed after the scope, as picocli takes it: a group's usual command need not be named. */
    List<String> words(String command, List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        if (!isGroup()) {
            words.add(0, command);
        } else if (arguments.isEmpty() || !line.getSubcommands().containsKey(arguments.get(0)) && !arguments.get(0).matches("-h|--help")) {
            DEFAULTS.stream().filter(line.getSubcommands()::containsKey).findFirst()
                    .filter(usual -> arguments.isEmpty() || arguments.get(0).startsWith("-") || takesArguments(usual))
                    .ifPresent(usual -> words.add(0, usual));
        }
        return words;
    }

    static String usage(CommandLine of) {
        return named(of.getUsageMessage(Ansi.OFF)).stripTrailing();
    }

    static String synopsis(CommandLine of) {
        return named("usage: " + of.getHelp().synopsis("usage: ".length())).strip();
    }

    private boolean takesArguments(String leaf) {
        return !line.getSubcommands().get(leaf).getCommandSpec().positionalParameters().isEmpty();
    }

    /** A scope is written without a blank. */
    private static String named(String text) {
        return text.replace(Noun.SCOPE + " ", Noun.SCOPE);
    }

    private static void withHelp(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).type(boolean.class).description("shows this").build());
    }

    private static Map<String, CommandSpec> specs(CommandLine of) {
        Map<String, CommandSpec> specs = new TreeMap<>();
        of.getSubcommands().forEach((name, leaf) -> specs.put(name, leaf.getCommandSpec()));
        return specs;
    }
}
