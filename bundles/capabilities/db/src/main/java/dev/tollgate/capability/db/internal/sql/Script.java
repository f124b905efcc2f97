package dev.tollgate.capability.db.internal.sql;

import dev.tollgate.abi.capability.GateException;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements of a migration: changes of rows as guests may make them, and CREATE, ALTER and DROP of tables, indexes and views.
 * No triggers, virtual or temporary tables, functions, roles or extensions.
 */
public final class Script {
    private Script() {
    }

    /** @throws GateException EINVAL with the number of the first statement that is not allowed */
    public static List<String> statements(Dialect dialect, String script) throws GateException {
        List<String> statements = new ArrayList<>();
        List<Token> statement = new ArrayList<>();
        for (Token token : Lexer.tokens(dialect, script)) {
            if (!token.symbol(";")) {
                statement.add(token);
            } else if (!statement.isEmpty()) {
                statements.add(text(dialect, script, statement, token.start(), statements.size() + 1));
                statement.clear();
            }
        }
        if (!statement.isEmpty()) {
            statements.add(text(dialect, script, statement, script.length(), statements.size() + 1));
        }
        return statements;
    }

    private static String text(Dialect dialect, String script, List<Token> statement, int end, int number) throws GateException {
        try {
            Guard.checkTokens(dialect, statement);
            check(statement);
        } catch (GateException refused) {
            throw new GateException(refused.errno(), "statement " + number + ": " + refused.getMessage());
        }
        return script.substring(statement.get(0).start(), end);
    }

    private static void check(List<Token> statement) throws GateException {
        Token first = statement.get(0);
        Token second = statement.size() > 1 ? statement.get(1) : first;
        boolean unique = first.is("CREATE") && second.is("UNIQUE") && statement.size() > 2 && statement.get(2).is("INDEX");
        boolean rows = first.is("INSERT") || first.is("UPDATE") || first.is("DELETE");
        boolean table = (first.is("CREATE") || first.is("ALTER") || first.is("DROP")) && second.is("TABLE");
        boolean other = (first.is("CREATE") || first.is("DROP")) && (second.is("INDEX") || second.is("VIEW"));
        if (!(unique || rows || table || other)) {
            throw Lexer.refused("a migration can CREATE, ALTER or DROP tables, indexes and views, and INSERT, UPDATE or DELETE rows");
        }
        if (statement.stream().anyMatch(token -> token.kind() == Token.Kind.PARAMETER)) {
            throw Lexer.refused("a migration has no parameters");
        }
        for (Token token : statement) {
            if (table && (token.is("OWNER") || token.is("TABLESPACE") || token.is("TRIGGER") || token.is("RULE"))) {
                throw Lexer.refused("owners, tablespaces, triggers and rules are the host's");
            }
        }
    }
}
