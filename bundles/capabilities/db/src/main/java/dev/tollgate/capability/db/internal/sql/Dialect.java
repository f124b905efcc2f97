package dev.tollgate.capability.db.internal.sql;

import java.util.Locale;
import java.util.regex.Pattern;

/** What differs between the databases for the guard. */
public enum Dialect {
    /**
     * Single quotes can stand around a name here. Of the functions, those are refused that the driver adds and that take memory or
     * time without a limit within one step, where nothing interrupts them: {@code charindex} and {@code strfilter} ran for 29 and 15 s on two
     * texts of 128 KB, {@code json_patch} 1.2 s, {@code replicate} and {@code padl} filled memory before their result was measured, {@code json_pretty}
     * took 1.6 GB for its indents, and {@code json_group_array} as much as it has rows: only their results are measured.
     */
    SQLITE("", "(sqlite_|pragma_).*|load_extension|dbstat|fts3tokenize",
            "fts.*|rtree.*|replicate|pad[lrc]|strfilter|charindex|jsonb?_patch|json_pretty|jsonb?_group_.*|mode|median|percentile.*"
                    + "|(low|upp)er_quartile|readfile|writefile|edit|fsdir|zipfile|optimize|matchinfo|snippet|offsets|highlight|total_changes"),

    /** Everything that begins with {@code pg_}: the catalogue, and most of what reaches out of a plugin's space. */
    POSTGRES(":[]@#^", "pg_.*|information_schema|tollgate|(to_)?reg(class|proc|procedure|oper|operator|type|role|namespace"
            + "|config|dictionary|collation)", Dialect.POSTGRES_FUNCTIONS);

    /** Functions of PostgreSQL that nobody may call; a regular expression for Java and for PostgreSQL. */
    public static final String POSTGRES_FUNCTIONS = "pg_sleep.*|pg_(try_)?advisory.*|pg_notify|pg_(read|ls|stat_file).*"
            + "|pg_(cancel|terminate)_backend|pg_logical.*|pg_create_.*|lo_.*|lowrite|loread|set_config|current_setting|dblink.*"
            + "|(query|table|cursor|schema|database)_to_xml.*|ts_stat|ts_rewrite|inet_(server|client)_.*|has_.*_privilege";

    private final String symbols;
    private final Pattern names;
    private final Pattern functions;

    Dialect(String symbols, String names, String functions) {
        this.symbols = symbols;
        this.names = Pattern.compile(names);
        this.functions = Pattern.compile(functions);
    }

    String symbols() {
        return symbols;
    }

    /** A name that has no place in a plugin's SQL, quoted or not. */
    boolean forbids(Token token) {
        return named(token) && names.matcher(token.text().toLowerCase(Locale.ROOT)).matches();
    }

    /** A name that has no place before a parenthesis. */
    boolean forbidsCall(Token token) {
        return named(token) && functions.matcher(token.text().toLowerCase(Locale.ROOT)).matches();
    }

    private boolean named(Token token) {
        return token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.NAME
                || token.kind() == Token.Kind.STRING && this == SQLITE;
    }
}
