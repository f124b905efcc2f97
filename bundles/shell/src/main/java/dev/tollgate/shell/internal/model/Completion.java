package dev.tollgate.shell.internal.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What the word at the cursor can become: a command of the group, an option, or what the noun knows for the argument. */
final class Completion {
    private final Noun noun;
    private final CommandModel model;

    Completion(Noun noun, CommandModel model) {
        this.noun = noun;
        this.model = model;
    }

    /** @param words the words between the command's name and the one at the cursor */
    List<String> candidates(String command, List<String> words, String beginning) {
        if (model.isGroup() && words.isEmpty()) {
            // The usual command's own arguments, where it has some, can stand here as well.
            List<String> usual = model.words(command, List.of("?"));
            return Stream.concat(model.leaves().keySet().stream(), usual.size() == 1 ? Stream.of()
                    : ofLeaf(usual.get(0), List.of(), beginning).stream()).filter(candidate -> candidate.startsWith(beginning)).distinct().toList();
        }
        List<String> line = model.words(command, words);
        return ofLeaf(line.get(0), line.subList(1, line.size()), beginning);
    }

    private List<String> ofLeaf(String leaf, List<String> words, String beginning) {
        CommandSpec spec = model.leaves().get(leaf);
        if (spec == null) {
            return List.of();
        }
        List<String> before = new ArrayList<>();
        OptionSpec open = null;
        for (String word : words) {
            OptionSpec option = open == null ? spec.findOption(word) : null;
            if (open == null && option == null) {
                before.add(word);
            }
            open = option != null && option.arity().max() > 0 ? option : null;
        }
        Stream<String> all = open != null ? noun.candidates(open.paramLabel(), before).stream()
                : Stream.concat(positional(spec, before), options(spec, words, beginning));
        return all.filter(candidate -> candidate.startsWith(beginning)).toList();
    }

    private Stream<String> positional(CommandSpec spec, List<String> before) {
        return spec.positionalParameters().stream().filter(each -> each.index().contains(before.size()))
                .map(PositionalParamSpec::paramLabel).flatMap(label -> noun.candidates(label, before).stream());
    }

    private static Stream<String> options(CommandSpec spec, List<String> words, String beginning) {
        return beginning.startsWith("-") ? spec.options().stream().map(OptionSpec::longestName).filter(name -> !words.contains(name)).sorted()
                : Stream.of();
    }
}
