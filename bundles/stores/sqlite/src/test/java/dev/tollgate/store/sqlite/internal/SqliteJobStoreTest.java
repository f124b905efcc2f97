package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.store.contract.DeadLetterContract;
import dev.tollgate.store.contract.JobClaimContract;
import dev.tollgate.store.contract.JobInsertContract;
import dev.tollgate.store.contract.JobReadContract;
import dev.tollgate.store.contract.JobWriteContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqliteJobStoreTest {
    @TempDir
    private Path folder;
    private Database database;

    @AfterEach
    void close() {
        database.close();
    }

    private JobStore openHere() {
        database = Database.open(folder);
        return new SqliteJobStore(database);
    }

    @Nested
    class Inserting extends JobInsertContract {
        @Override
        protected JobStore open() {
            return openHere();
        }
    }

    @Nested
    class Claiming extends JobClaimContract {
        @Override
        protected JobStore open() {
            return openHere();
        }
    }

    @Nested
    class Writing extends JobWriteContract {
        @Override
        protected JobStore open() {
            return openHere();
        }
    }

    @Nested
    class Reading extends JobReadContract {
        @Override
        protected JobStore open() {
            return openHere();
        }
    }

    @Nested
    class DeadLetters extends DeadLetterContract {
        @Override
        protected JobStore open() {
            return openHere();
        }
    }
}
