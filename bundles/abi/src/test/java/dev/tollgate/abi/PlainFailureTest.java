package dev.tollgate.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PlainFailureTest {
    @Test
    void a61AFailuresMessageForgesNoLineOfItsStackTrace() {
        Exception failure = new IllegalStateException("bad key 'a\nb'", new IllegalArgumentException("\u001b[31m\r\nFORGED" + "x".repeat(10_000)));
        StringWriter trace = new StringWriter();
        PlainFailure.of(failure).printStackTrace(new PrintWriter(trace, true));
        assertThat(trace.toString().lines()).allMatch(line -> line.startsWith("\tat ") || line.startsWith("\t... ")
                || line.startsWith("java.lang.IllegalStateException: bad key 'a\\u000ab'")
                || line.startsWith("Caused by: java.lang.IllegalArgumentException: \\u001b[31m\\u000d\\u000aFORGEDx"))
                .allMatch(line -> line.length() < 600);
        assertThat(trace.toString()).contains("PlainFailureTest.a61AFailuresMessage").contains("Caused by: ");
    }

    @Test
    void aChainOfCausesThatHasNoEndIsCut() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        assertThat(PlainFailure.of(first)).hasMessage("java.lang.Exception: first").hasRootCauseMessage("java.lang.Exception: first");
    }
}
