package dev.tollgate.capability.db.internal.sql;

import dev.tollgate.abi.capability.GateException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a statement could take of the host's own memory and time, because SQLite runs in its process, and no limit of SQLite's ends it. Arguments
 * of calls within calls are all held at once: 60 values of 128 KB, 150 deep, were 1.2 GB. Trimming compares each character with each of
 * a set: 4.4 s in one step, with a set of 10,900.
 */
final class Weight {
    static final int MOST_DEPTH = 20;
    static final int MOST_TRIMMED = 64;
    private static final Set<String> TRIMS = Set.of("trim", "ltrim", "rtrim");

    private Weight() {
    }

    static void check(List<Token> statement) throws GateException {
        int depth = 0;
        for (int i = 0; i < statement.size(); i++) {
            if (statement.get(i).symbol(")")) {
                depth--;
            } else if (statement.get(i).symbol("(")) {
                if (++depth > MOST_DEPTH) {
                    throw Lexer.refused("parentheses are nested deeper than " + MOST_DEPTH);
                }
                if (i > 0 && TRIMS.contains(statement.get(i - 1).text().toLowerCase(Locale.ROOT))) {
                    checkTrim(statement.subList(i, statement.size()));
                }
            }
        }
    }

    /** @param call from its parenthesis on */
    private static void checkTrim(List<Token> call) throws GateException {
        int depth = 0;
        for (int i = 0; i < call.size() && (i == 0 || depth > 0); i++) {
            depth += call.get(i).symbol("(") ? 1 : call.get(i).symbol(")") ? -1 : 0;
            if (depth == 1 && call.get(i).symbol(",") && !shortText(call.subList(i + 1, call.size()))) {
                throw Lexer.refused("what is trimmed off is a text in single quotes, of at most " + MOST_TRIMMED + " characters");
            }
        }
    }

    private static boolean shortText(List<Token> rest) {
        return rest.size() > 1 && rest.get(0).kind() == Token.Kind.STRING && rest.get(0).text().length() <= MOST_TRIMMED
                && rest.get(1).symbol(")");
    }
}
