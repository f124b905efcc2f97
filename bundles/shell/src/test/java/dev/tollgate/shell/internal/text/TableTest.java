package dev.tollgate.shell.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table TABLE = Table.of(Column.id("ID", "id"), Column.number("N", "n"), Column.text("WHAT", "what"), Column.text("WHY", "why"));

    @Test
    void columnsAreAsWideAsTheyNeedToBe() {
        assertThat(of("a", "b", "c")).isEqualTo("ID   N  WHAT  WHY\na   12  b     c");
    }

    @Test
    void theWidestIsCutFirstAndAnIdNever() {
        String table = of("i".repeat(40), "w".repeat(50), "short");
        assertThat(table.lines()).allMatch(line -> line.length() <= 80).last().asString().contains("i".repeat(40) + " ", "www...", "short");
    }

    @Test
    void idsThatAreTooWideMakeABlockOfEachRow() {
        assertThat(of("i".repeat(76), "what", "why")).isEqualTo("id        " + "i".repeat(70) + "\n          " + "i".repeat(6)
                + "\nn         12\nwhat      what\nwhy       why");
    }

    private static String of(String id, String what, String why) {
        return TABLE.of(List.of(new Doc().put("id", id).put("n", 12).put("what", what).put("why", why).node()));
    }
}
