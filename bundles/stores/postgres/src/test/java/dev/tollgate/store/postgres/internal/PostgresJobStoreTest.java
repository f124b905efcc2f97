package dev.tollgate.store.postgres.internal;

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
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class PostgresJobStoreTest {
    private TestNode node;

    @AfterEach
    void close() {
        node.close();
    }

    private Stores openHere(Clock clock) {
        try {
            node = new TestNode(TestServer.empty(), clock);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
        return node.stores();
    }

    @Nested
    class Inserting extends JobInsertContract {
        @Override
        protected Stores open(Clock clock) {
            return openHere(clock);
        }
    }

    @Nested
    class Claiming extends JobClaimContract {
        @Override
        protected Stores open(Clock clock) {
            return openHere(clock);
        }
    }

    @Nested
    class Writing extends JobWriteContract {
        @Override
        protected Stores open(Clock clock) {
            return openHere(clock);
        }
    }

    @Nested
    class Reading extends JobReadContract {
        @Override
        protected Stores open(Clock clock) {
            return openHere(clock);
        }
    }

    @Nested
    class DeadLetters extends DeadLetterContract {
        @Override
        protected Stores open(Clock clock) {
            return openHere(clock);
        }
    }

    @Nested
    class Retaining extends RetentionContract {
        @Override
        protected Stores open(Clock clock) {
            return openHere(clock);
        }
    }

    @Nested
    class Admitting extends AdmissionContract {
        @Override
        protected Stores open(Clock clock) {
            return openHere(clock);
        }
    }

    @Nested
    class RunningAlone extends ExclusiveContract {
        @Override
        protected Stores open(Clock clock) {
            return openHere(clock);
        }
    }

    @Nested
    class Grouping extends GroupStateContract {
        @Override
        protected Stores open(Clock clock) {
            return openHere(clock);
        }
    }

    @Nested
    class Logging extends RunLogContract {
        @Override
        protected Stores open(Clock clock) {
            return openHere(clock);
        }
    }

    @Nested
    class Scheduling extends ScheduleContract {
        @Override
        protected Stores open(Clock clock) {
            return openHere(clock);
        }
    }

    @Nested
    class Firing extends FireContract {
        @Override
        protected Stores open(Clock clock) {
            return openHere(clock);
        }
    }

    @Nested
    class Abandoning extends AbandonContract {
        @Override
        protected Stores open(Clock clock) {
            return openHere(clock);
        }
    }
}
