package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.Schedules;
import dev.tollgate.jobs.internal.EngineSettings;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.ScheduleStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/** Takes declarations in: those that can fire, and of one name the first. */
@Component(configurationPid = EngineSettings.PID)
public final class StoredSchedules implements Schedules {
    private static final char NODE_MARK = '@';

    private final ScheduleStore store;
    private final Clock clock;
    private final Reckoner reckoner;
    private final ScheduleBell bell;

    @Activate
    public StoredSchedules(@Reference(name = EngineSettings.STORE, target = EngineSettings.OWN_STORE) JobStore jobs,
            @Reference ChosenSchedules schedules, @Reference Reckoner reckoner, @Reference ScheduleBell bell) {
        this(schedules.store(), jobs.clock(), reckoner, bell);
    }

    /** Other keys of the configuration are no reason to stop; another store is, and is not told here. */
    @Modified
    void keep() {
        // What is used stays.
    }

    private StoredSchedules(ScheduleStore store, Clock clock, Reckoner reckoner, ScheduleBell bell) {
        this.store = store;
        this.clock = clock;
        this.reckoner = reckoner;
        this.bell = bell;
    }

    /**
     * Not a public constructor: of two with as many parameters the component runtime may try the wrong one first, and says so at ERROR.
     *
     * @param clock the store's
     */
    public static StoredSchedules of(ScheduleStore store, Clock clock, Reckoner reckoner, ScheduleBell bell) {
        return new StoredSchedules(store, clock, reckoner, bell);
    }

    @Override
    public Map<String, String> declare(String group, List<Declaration> declarations) {
        Map<String, String> wrong = new LinkedHashMap<>();
        Map<String, Declaration> taken = new LinkedHashMap<>();
        for (Declaration declaration : declarations) {
            String name = declaration.contract().name();
            Optional<String> fault = taken.containsKey(name) || wrong.containsKey(name)
                    ? Optional.of("the name is declared twice; names are unique within " + group) : fault(declaration);
            fault.ifPresentOrElse(why -> wrong.putIfAbsent(name, why), () -> taken.put(name, declaration));
        }
        store.declare(group, List.copyOf(taken.values()), clock.instant());
        bell.ring();
        return wrong;
    }

    @Override
    public Optional<String> fault(JobContract contract) {
        try {
            reckoner.of(contract);
            return Optional.empty();
        } catch (BadPatternException bad) {
            return Optional.of(bad.getMessage());
        }
    }

    @Override
    public void pause(String group) {
        store.pause(group);
        bell.ring();
    }

    @Override
    public void withdraw(String group) {
        store.withdraw(group);
        bell.ring();
    }

    private Optional<String> fault(Declaration declaration) {
        if (declaration.queue().indexOf(NODE_MARK) >= 0) {
            return Optional.of("the queue '" + declaration.queue() + "' has an " + NODE_MARK + ", which marks queues for single nodes");
        }
        return fault(declaration.contract());
    }
}
