package dev.tollgate.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.Test;

class FindingsTest {
    @Test
    void nothingFoundIsFine() {
        Result result = new Findings().result("all is well");
        assertThat(result.getStatus()).isEqualTo(Status.OK);
        assertThat(result).singleElement().satisfies(entry -> assertThat(entry.getMessage()).isEqualTo("all is well"));
    }

    @Test
    void theWorstCountsAlsoWhereItIsNotShown() {
        Findings findings = new Findings();
        for (int i = 0; i < Findings.MOST; i++) {
            findings.warn("plugin " + i);
        }
        findings.red("the worst");
        findings.fine("the last");
        Result result = findings.result("");
        assertThat(result.getStatus()).isEqualTo(Status.CRITICAL);
        assertThat(result).hasSize(Findings.MOST + 1).last().satisfies(entry -> assertThat(entry.getMessage()).isEqualTo("and 2 more"));
    }
}
