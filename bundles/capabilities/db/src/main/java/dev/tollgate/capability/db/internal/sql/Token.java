package dev.tollgate.capability.db.internal.sql;

/**
 * A piece of SQL.
 *
 * @param text  as written; of quoted ones what stands between the quotes, doubled quotes being one
 * @param start where it begins in the SQL
 */
record Token(Kind kind, String text, int start) {
    enum Kind {
        /** A keyword or a name. */
        WORD,
        /** A name in double quotes. */
        NAME,
        /** In single quotes. */
        STRING,
        NUMBER,
        /** {@code ?}. */
        PARAMETER,
        SYMBOL
    }

    boolean is(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean symbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }
}
