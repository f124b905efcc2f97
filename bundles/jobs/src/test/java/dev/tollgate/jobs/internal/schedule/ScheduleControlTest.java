package dev.tollgate.jobs.internal.schedule;

import static dev.tollgate.jobs.internal.schedule.Samples.contract;
import static dev.tollgate.jobs.internal.schedule.Samples.declared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.HandClock;
import dev.tollgate.jobs.internal.JobIds;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScheduleControlTest {
    private final HandClock clock = new HandClock();
    private final MemoryScheduleStore store = new MemoryScheduleStore();
    private final Doorbell bell = new Doorbell();
    private final ScheduleBell schedules = new ScheduleBell();
    private final ScheduleControl control = new ScheduleControl(new ScheduleReader(store, "n1", new Reckoner(), clock),
            new Firing("n1", new JobIds(clock, new Random(42))), bell, schedules);

    @BeforeEach
    void twoAreDeclared() {
        store.declare("shop", List.of(declared("tidy", "@daily"), declared(contract("each", "@daily", Scope.ALL_NODE, 1))), clock.instant());
    }

    @Test
    void aRunNowIsTheSameJobByHand() throws InterruptedException {
        JobId id = control.runNow("shop/tidy", "ann");

        assertThat(store.enqueued).singleElement().satisfies(fire -> {
            assertThat(fire.job().id()).isEqualTo(id);
            assertThat(fire.fireAt()).isEmpty();
            assertThat(fire.job().request().terms().origin()).contains(Origin.manual("shop/tidy", "ann"));
            assertThat(fire.job().decision()).hasValueSatisfying(decision -> assertThat(decision.verb() + " " + decision.by() + " " + decision.object())
                    .isEqualTo("schedule.run ann shop/tidy"));
            assertThat(fire.job().request().terms().exclusive()).as("no more beside another run than a fired one").contains("schedule:shop/tidy");
        });
        assertThat(bell.await(Duration.ZERO)).isTrue();
    }

    @Test
    void whatRunsOnAllNodesIsRunOnThisOne() {
        control.runNow("shop/each", "ann");

        assertThat(store.enqueued).singleElement().satisfies(fire -> {
            assertThat(fire.node()).contains("n1");
            assertThat(fire.job().request().queue()).isEqualTo("plugins@n1");
        });
    }

    @Test
    void aRunNowRespectsTheStateAndTheSlots() {
        store.busy = Optional.of("1 of at most 1 executions are live");
        assertThatThrownBy(() -> control.runNow("shop/tidy", "ann")).isInstanceOf(IllegalStateException.class)
                .hasMessage("schedule shop/tidy is not run now: 1 of at most 1 executions are live");
        control.setStatus("shop/tidy", ScheduleStatus.DISABLED, "ann");
        assertThatThrownBy(() -> control.runNow("shop/tidy", "ann")).isInstanceOf(IllegalStateException.class)
                .hasMessage("schedule shop/tidy is disabled: enable it first");
        store.pause("shop");
        assertThatThrownBy(() -> control.runNow("shop/tidy", "ann")).isInstanceOf(IllegalStateException.class)
                .hasMessage("schedule shop/tidy is paused_by_plugin: its plugin is not active; activate it first");
        assertThatThrownBy(() -> control.runNow("shop/none", "ann")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no schedule 'shop/none'");
        assertThat(store.enqueued).isEmpty();
    }

    @Test
    void theSwitchIsTheAdministratorsAndThePauseTheHosts() throws InterruptedException {
        control.setStatus("shop/tidy", ScheduleStatus.DISABLED, "ann");
        assertThat(store.all("")).filteredOn(StoredSchedule::enabled).extracting(StoredSchedule::id).containsExactly("shop/each");
        assertThat(schedules.await(Duration.ZERO)).isTrue();
        control.setStatus("shop/tidy", ScheduleStatus.ENABLED, "ann");
        assertThat(store.all("")).allMatch(StoredSchedule::enabled);

        assertThatThrownBy(() -> control.setStatus("shop/tidy", ScheduleStatus.PAUSED_BY_PLUGIN, "ann"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("schedule shop/tidy: paused_by_plugin is the host's to set; an administrator sets enabled or disabled");
        assertThatThrownBy(() -> control.setStatus("shop/none", ScheduleStatus.DISABLED, "ann")).isInstanceOf(IllegalArgumentException.class);
    }
}
