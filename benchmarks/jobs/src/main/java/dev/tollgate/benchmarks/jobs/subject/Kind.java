package dev.tollgate.benchmarks.jobs.subject;

import java.io.IOException;
import java.nio.file.Path;

/** The subjects that run in a JVM. */
enum Kind {
    JAVA_ON_POSTGRES {
        @Override
        Subject open(String url, Setting setting, Progress progress) {
            return TollgateSubject.java(JobStorage.postgres(url), setting, progress);
        }
    },
    WASM_ON_POSTGRES {
        @Override
        Subject open(String url, Setting setting, Progress progress) throws IOException {
            return TollgateSubject.wasm(JobStorage.postgres(url), setting, progress);
        }
    },
    JAVA_ON_SQLITE {
        @Override
        Subject open(String url, Setting setting, Progress progress) {
            return TollgateSubject.java(JobStorage.sqlite(Path.of(url)), setting, progress);
        }
    },
    WASM_ON_SQLITE {
        @Override
        Subject open(String url, Setting setting, Progress progress) throws IOException {
            return TollgateSubject.wasm(JobStorage.sqlite(Path.of(url)), setting, progress);
        }
    },
    DB_SCHEDULER {
        @Override
        Subject open(String url, Setting setting, Progress progress) {
            return DbSchedulerSubject.postgres(url, setting, progress);
        }
    },
    DB_SCHEDULER_ON_SQLITE {
        @Override
        Subject open(String url, Setting setting, Progress progress) throws IOException {
            return DbSchedulerSubject.sqlite(Path.of(url), setting, progress);
        }
    };

    /**
     * How it is set.
     *
     * @param threads  jobs that run at a time
     * @param perGroup jobs of one group that run at a time, where there are groups
     * @param folder   for what is not a job
     */
    record Setting(int threads, int perGroup, Path folder) {
    }

    abstract Subject open(String where, Setting setting, Progress progress) throws IOException;
}
