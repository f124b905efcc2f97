package dev.tollgate.store.contract;

import java.time.Clock;
import org.junit.jupiter.api.Nested;

/** All that a store of jobs and schedules promises; what is opened in a test is closed after it. */
public abstract class JobStoreSuite {
    /** An empty store that dates by this clock. */
    protected abstract Stores opened(Clock clock);

    @Nested
    class Inserting extends JobInsertContract {
        @Override
        protected Stores open(Clock clock) {
            return opened(clock);
        }
    }

    @Nested
    class Claiming extends JobClaimContract {
        @Override
        protected Stores open(Clock clock) {
            return opened(clock);
        }
    }

    @Nested
    class Writing extends JobWriteContract {
        @Override
        protected Stores open(Clock clock) {
            return opened(clock);
        }
    }

    @Nested
    class Reading extends JobReadContract {
        @Override
        protected Stores open(Clock clock) {
            return opened(clock);
        }
    }

    @Nested
    class DeadLetters extends DeadLetterContract {
        @Override
        protected Stores open(Clock clock) {
            return opened(clock);
        }
    }

    @Nested
    class Retaining extends RetentionContract {
        @Override
        protected Stores open(Clock clock) {
            return opened(clock);
        }
    }

    @Nested
    class Admitting extends AdmissionContract {
        @Override
        protected Stores open(Clock clock) {
            return opened(clock);
        }
    }

    @Nested
    class RunningAlone extends ExclusiveContract {
        @Override
        protected Stores open(Clock clock) {
            return opened(clock);
        }
    }

    @Nested
    class Grouping extends GroupStateContract {
        @Override
        protected Stores open(Clock clock) {
            return opened(clock);
        }
    }

    @Nested
    class Logging extends RunLogContract {
        @Override
        protected Stores open(Clock clock) {
            return opened(clock);
        }
    }

    @Nested
    class Scheduling extends ScheduleContract {
        @Override
        protected Stores open(Clock clock) {
            return opened(clock);
        }
    }

    @Nested
    class Firing extends FireContract {
        @Override
        protected Stores open(Clock clock) {
            return opened(clock);
        }
    }

    @Nested
    class Abandoning extends AbandonContract {
        @Override
        protected Stores open(Clock clock) {
            return opened(clock);
        }
    }
}
