package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.store.contract.AbandonContract;
import dev.tollgate.store.contract.AdmissionContract;
import dev.tollgate.store.contract.DeadLetterContract;
import dev.tollgate.store.contract.ExclusiveContract;
import dev.tollgate.store.contract.FireContract;
import dev.tollgate.store.contract.GroupStateContract;
import dev.tollgate.store.contract.JobClaimContract;
import dev.tollgate.store.contract.JobInsertContract;
import dev.tollgate.store.contract.JobReadContract;
import dev.tollgate.store.contract.JobWriteContract;
import dev.tollgate.store.contract.RetentionContract;
import dev.tollgate.store.contract.RunLogContract;
import dev.tollgate.store.contract.ScheduleContract;
import dev.tollgate.store.contract.Stores;
import java.time.Clock;
import org.junit.jupiter.api.Nested;

/** What a test sees in memory is what it would see on disk. */
class MemoryStoreTest {
    private static Stores inMemory(Clock clock) {
        MemoryStore store = new MemoryStore(clock);
        return new Stores(store.jobs(), store.schedules());
    }

    @Nested
    class Inserting extends JobInsertContract {
        @Override
        protected Stores open(Clock dating) {
            return inMemory(dating);
        }
    }

    @Nested
    class Claiming extends JobClaimContract {
        @Override
        protected Stores open(Clock dating) {
            return inMemory(dating);
        }
    }

    @Nested
    class Writing extends JobWriteContract {
        @Override
        protected Stores open(Clock dating) {
            return inMemory(dating);
        }
    }

    @Nested
    class Reading extends JobReadContract {
        @Override
        protected Stores open(Clock dating) {
            return inMemory(dating);
        }
    }

    @Nested
    class DeadLetters extends DeadLetterContract {
        @Override
        protected Stores open(Clock dating) {
            return inMemory(dating);
        }
    }

    @Nested
    class Retaining extends RetentionContract {
        @Override
        protected Stores open(Clock dating) {
            return inMemory(dating);
        }
    }

    @Nested
    class Admitting extends AdmissionContract {
        @Override
        protected Stores open(Clock dating) {
            return inMemory(dating);
        }
    }

    @Nested
    class Exclusive extends ExclusiveContract {
        @Override
        protected Stores open(Clock dating) {
            return inMemory(dating);
        }
    }

    @Nested
    class Groups extends GroupStateContract {
        @Override
        protected Stores open(Clock dating) {
            return inMemory(dating);
        }
    }

    @Nested
    class Logging extends RunLogContract {
        @Override
        protected Stores open(Clock dating) {
            return inMemory(dating);
        }
    }

    @Nested
    class Scheduling extends ScheduleContract {
        @Override
        protected Stores open(Clock dating) {
            return inMemory(dating);
        }
    }

    @Nested
    class Firing extends FireContract {
        @Override
        protected Stores open(Clock dating) {
            return inMemory(dating);
        }
    }

    @Nested
    class Abandoning extends AbandonContract {
        @Override
        protected Stores open(Clock dating) {
            return inMemory(dating);
        }
    }
}
