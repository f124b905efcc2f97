package dev.tollgate.abi.schema;

import com.networknt.schema.regex.RegularExpression;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many characters the patterns of a schema may look at in one check. A pattern that tries out every way to split a text takes
 * years for a hundred characters, and it is a guest that writes the text.
 */
final class PatternBudget {
    /** Read where a pattern is at work; there only while a check runs, so that no thread keeps anything of this bundle. */
    private static final ThreadLocal<PatternBudget> CURRENT = new ThreadLocal<>();

    private long left;

    PatternBudget(long characters) {
        this.left = characters;
    }

    /** @throws Spent when the patterns took more than there was */
    <T> T during(Supplier<T> check) {
        CURRENT.set(this);
        try {
            return check.get();
        } finally {
            CURRENT.remove();
        }
    }

    /** The budget is used up. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent(String pattern) {
            super("the pattern " + pattern + " takes too long on this text", null, false, false);
        }
    }

    static RegularExpression expression(String regex) {
        Pattern pattern = Pattern.compile(regex);
        boolean toTheEnd = regex.endsWith("$") && !regex.endsWith("\\$");
        return text -> {
            PatternBudget budget = CURRENT.get();
            Matcher matcher = pattern.matcher(budget == null ? text : budget.new Metered(text, regex));
            try {
                // The end of a JSON Schema pattern is the end of the text, not a line end before it.
                return matcher.find() && (!toTheEnd || matcher.end() == text.length());
            } catch (StackOverflowError deep) {
                throw new Spent(regex);
            }
        };
    }

    private final class Metered implements CharSequence {
        private final CharSequence text;
        private final String regex;

        Metered(CharSequence text, String regex) {
            this.text = text;
            this.regex = regex;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new Spent(regex);
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new Metered(text.subSequence(from, to), regex);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
