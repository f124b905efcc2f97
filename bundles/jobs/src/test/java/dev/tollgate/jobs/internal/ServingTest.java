package dev.tollgate.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobResult;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServingTest {
    private static final JobHandler HANDLER = (execution, lease) -> new JobResult.Done(new byte[0], "");

    private final Handlers<Integer> handlers = new Handlers<>();

    @Test
    void twoJobsOfAGroupAreTheDefault() {
        assertThat(Serving.of(HANDLER, Map.of("tollgate.job.queue", "plugins")))
                .isEqualTo(new Serving("plugins", HANDLER, 2));
    }

    @Test
    void theBoundOfAGroupIsAServiceProperty() {
        assertThat(Serving.of(HANDLER, Map.of("tollgate.job.queue", "plugins", "tollgate.job.per.group", 9)).perGroup())
                .isEqualTo(9);
    }

    @Test
    void aMissingOrWrongPropertyIsNamed() {
        assertThatThrownBy(() -> Serving.of(HANDLER, Map.of())).hasMessageContaining("tollgate.job.queue is missing");
        assertThatThrownBy(() -> Serving.of(HANDLER, Map.of("tollgate.job.queue", "q", "tollgate.job.per.group", "many")))
                .hasMessage("the service property tollgate.job.per.group is 'many': a whole number of 1 or more is expected");
        assertThatThrownBy(() -> Serving.of(HANDLER, Map.of("tollgate.job.queue", "q", "tollgate.job.per.group", 0)))
                .hasMessageContaining("tollgate.job.per.group is 0");
    }

    @Test
    void ofSeveralHandlersOfAQueueTheBestRankServes() {
        handlers.add(1, new Serving("q", HANDLER, 1));
        handlers.add(5, new Serving("q", HANDLER, 5));
        handlers.add(3, new Serving("q", HANDLER, 3));

        assertThat(handlers.of("q")).map(Serving::perGroup).contains(5);
        handlers.remove(5);
        assertThat(handlers.of("q")).map(Serving::perGroup).contains(3);
        handlers.remove(3);
        handlers.remove(1);
        assertThat(handlers.of("q")).isEmpty();
        assertThat(handlers.inTurn()).isEmpty();
    }

    @Test
    void aHandlerThatMovesToAnotherQueueLeavesItsOldOne() {
        handlers.add(1, new Serving("old", HANDLER, 1));
        handlers.add(1, new Serving("new", HANDLER, 1));

        assertThat(handlers.inTurn()).extracting(Serving::queue).containsExactly("new");
    }

    @Test
    void noQueueAlwaysComesFirst() {
        handlers.add(1, new Serving("a", HANDLER, 1));
        handlers.add(2, new Serving("b", HANDLER, 1));

        String first = handlers.inTurn().get(0).queue();
        assertThat(handlers.inTurn().get(0).queue()).isNotEqualTo(first);
        assertThat(handlers.inTurn().get(0).queue()).isEqualTo(first);
    }

    @Test
    void aBoundFromAConfigurationFileIsAText() {
        JobHandler handler = (execution, lease) -> null;
        assertThat(Serving.of(handler, Map.of(JobHandler.QUEUE, "mail", JobHandler.PER_GROUP, " 7 ")).perGroup()).isEqualTo(7);
    }
}
