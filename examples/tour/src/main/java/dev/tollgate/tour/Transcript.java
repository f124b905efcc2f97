package dev.tollgate.tour;

import java.io.PrintStream;

/** What the demonstration shows: a line for each step, and whether all came out as they should. */
final class Transcript {
    private final PrintStream out;
    private boolean good = true;

    Transcript(PrintStream out) {
        this.out = out;
    }

    void say(String step, String what) {
        out.printf("  %-17s %s%n", step, what);
    }

    void quote(String mark, String text) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> out.printf("  %-17s %s | %s%n", "", mark, line));
    }

    void expect(boolean asItShould) {
        good &= asItShould;
    }

    /** Says what the whole came to, and answers it. */
    boolean end() {
        say(good ? "done" : "not done", good ? "every step came out as it should" : "see above");
        return good;
    }
}
