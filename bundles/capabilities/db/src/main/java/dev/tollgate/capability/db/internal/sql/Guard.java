package dev.tollgate.capability.db.internal.sql;

import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.sql.Sql.Kind;
import java.util.List;
import java.util.Set;

/**
 * Decides which SQL a guest may run: one statement, whose first word is one of six. It is the outer of two walls; the inner one is
 * what the connection may do.
 */
public final class Guard {
    private static final Set<String> FIRST = Set.of("SELECT", "VALUES", "WITH", "INSERT", "UPDATE", "DELETE");

    private final Dialect dialect;

    public Guard(Dialect dialect) {
        this.dialect = dialect;
    }

    /** @throws GateException EINVAL with the reason, which repeats nothing of the statement */
    public Sql check(String sql) throws GateException {
        List<Token> tokens = Lexer.tokens(dialect, sql);
        int end = end(tokens);
        List<Token> statement = tokens.subList(0, end);
        if (statement.isEmpty() || FIRST.stream().noneMatch(statement.get(0)::is)) {
            throw Lexer.refused("it begins with none of SELECT, VALUES, WITH, INSERT, UPDATE, DELETE");
        }
        checkTokens(dialect, statement);
        int parameters = (int) statement.stream().filter(token -> token.kind() == Token.Kind.PARAMETER).count();
        return new Sql(sql, kind(statement), parameters, statement.stream().anyMatch(token -> token.is("RETURNING")));
    }

    /** What holds for guests and for migrations. */
    static void checkTokens(Dialect dialect, List<Token> statement) throws GateException {
        if (dialect == Dialect.SQLITE) {
            Weight.check(statement);
        }
        for (int i = 0; i < statement.size(); i++) {
            Token token = statement.get(i);
            boolean last = i == statement.size() - 1;
            if (dialect.forbids(token)) {
                throw Lexer.refused("it names something of the database system");
            }
            if (called(dialect, statement, i) && dialect.forbidsCall(token)) {
                throw Lexer.refused("it calls a function that is not allowed");
            }
            if (!last && statement.get(i + 1).symbol(".") && token.text().equalsIgnoreCase("temp")) {
                throw Lexer.refused("it names a temporary table");
            }
            if (token.is("INTO") && !follows(statement, i)) {
                throw Lexer.refused("INTO follows INSERT");
            }
        }
    }

    /** Whether it may be a function's name. PostgreSQL reads {@code value.function} as {@code function(value)}. */
    private static boolean called(Dialect dialect, List<Token> statement, int name) {
        return name + 1 < statement.size() && statement.get(name + 1).symbol("(")
                || dialect == Dialect.POSTGRES && name > 0 && statement.get(name - 1).symbol(".");
    }

    /** Whether the INTO is one of {@code INSERT INTO} and {@code INSERT OR REPLACE INTO}. */
    private static boolean follows(List<Token> statement, int into) {
        return into > 0 && statement.get(into - 1).is("INSERT")
                || into > 2 && statement.get(into - 2).is("OR") && statement.get(into - 3).is("INSERT");
    }

    private static int end(List<Token> tokens) throws GateException {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).symbol(";")) {
                if (i < tokens.size() - 1) {
                    throw Lexer.refused("it is more than one statement");
                }
                return i;
            }
        }
        return tokens.size();
    }

    private static Kind kind(List<Token> statement) {
        if (statement.get(0).is("DELETE")) {
            return Kind.DELETE;
        }
        for (int i = 0; i < statement.size(); i++) {
            Token token = statement.get(i);
            boolean lock = i > 0 && (statement.get(i - 1).is("FOR") || statement.get(i - 1).is("KEY"));
            if (token.is("INSERT") || token.is("DELETE") || token.is("UPDATE") && !lock) {
                return Kind.WRITE;
            }
        }
        return Kind.READ;
    }
}
