package dev.tollgate.shell.internal.noun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.shell.internal.model.Commands;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private final Bed bed = new Bed();

    @Test
    void slugsCapabilitiesVersionsJobsSchedulesAndStatesAreCompleted() {
        assertThat(after("show", "")).containsExactly("image-tools");
        assertThat(after("show", "im")).containsExactly("image-tools");
        assertThat(after("show", "x")).isEmpty();
        assertThat(after("grant image-tools", "")).containsExactly("http", "queue");
        assertThat(after("activate image-tools", "1.5")).containsExactly("1.5.0-beta.1");
        assertThat(after("jobs show", "")).containsExactly(Bed.JOB.value());
        assertThat(after("schedules next", "")).containsExactly("image-tools/nightly");
        assertThat(after("jobs list --state", "d")).containsExactly("done", "dead", "discarded");
        assertThat(after("runs --plugin", "")).containsExactly("image-tools");
        assertThat(after("joblimits set image-tools", "")).containsExactly("rate.per.minute", "most.queued", "tollgate.job.per.group");
        assertThat(after("hooks filter", "")).containsExactly("the_content");
        assertThat(after("events discard image-tools", "")).containsExactly("e-7");
        assertThat(after("websockets show", "")).containsExactly("ticks");
        assertThat(after("secrets remove image-tools", "")).containsExactly("token");
    }

    @Test
    void aGroupIsCompletedToItsCommandsAndToWhatItsUsualOneTakes() {
        assertThat(after("jobs", "")).contains("list", "show", "retry");
        assertThat(after("jobs", "re")).containsExactly("resume", "retry");
        assertThat(after("breaker", "")).containsExactly("reset", "show", "image-tools");
        assertThat(after("breaker reset", "")).containsExactly("image-tools");
    }

    @Test
    void optionsAreOfferedWhereOneIsBegunAndOnce() {
        assertThat(after("grants", "--")).containsExactly("--diff", "--help", "--json");
        assertThat(after("grants --diff", "--")).containsExactly("--help", "--json");
        assertThat(after("grants --diff", "")).containsExactly("image-tools");
        assertThat(after("services stop image-tools", "--d")).containsExactly("--discard");
    }

    @Test
    void whatIsNoCommandIsCompletedToNothing() {
        assertThat(after("jobs nothing", "")).isEmpty();
        assertThat(after("show image-tools", "")).isEmpty();
    }

    private List<String> after(String line, String beginning) {
        List<String> words = Arrays.asList(line.split(" "));
        return bed.nouns.stream().map(Commands::new).filter(each -> each.names().containsKey(words.get(0))).findFirst().orElseThrow()
                .candidates(words.get(0), words.subList(1, words.size()), beginning);
    }
}
