package dev.tollgate.benchmarks.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who is measured. */
enum Contestant {
    JAVA("Tollgate, Java", "JAVA_ON_POSTGRES", true),
    WASM("Tollgate, WebAssembly", "WASM_ON_POSTGRES", true),
    DB_SCHEDULER("db-scheduler", "DB_SCHEDULER", true),
    DB_SCHEDULER_50("db-scheduler, 50 threads", "DB_SCHEDULER", true),
    GRAPHILE("graphile-worker", "", true),
    SQLITE_JAVA("Tollgate on SQLite, Java", "JAVA_ON_SQLITE", false),
    SQLITE_WASM("Tollgate on SQLite, WebAssembly", "WASM_ON_SQLITE", false),
    SQLITE_DB_SCHEDULER("db-scheduler on SQLite", "DB_SCHEDULER_ON_SQLITE", false);

    private static final String PROCESS = "dev.tollgate.benchmarks.jobs.subject.SubjectProcess";
    /** What the distribution's start script sets. */
    private static final List<String> FLAGS = List.of("-Xss4m", "-XX:-DontCompileHugeMethods", "-XX:MaxNodeLimit=240000",
            "-XX:NodeLimitFudgeFactor=8000", "-XX:-ClipInlining", "-XX:MaxTrivialSize=30");
    private static final int MORE_THREADS = 50;

    final String title;
    final boolean onPostgres;
    private final String kind;

    Contestant(String title, String kind, boolean onPostgres) {
        this.title = title;
        this.kind = kind;
        this.onPostgres = onPostgres;
    }

    boolean isOurs() {
        return this == JAVA || this == SQLITE_JAVA || wasm();
    }

    boolean wasm() {
        return this == WASM || this == SQLITE_WASM;
    }

    /** How its process is started. */
    List<String> command(Options options, Path own) {
        if (this == GRAPHILE) {
            return List.of(options.node().resolve("node_modules/.bin/node").toString(), options.node().resolve("graphile.mjs").toString());
        }
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g"));
        command.addAll(FLAGS);
        command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", System.getProperty("java.class.path"), PROCESS,
                kind, String.valueOf(this == DB_SCHEDULER_50 ? MORE_THREADS : options.threads()), String.valueOf(options.perGroup()),
                own.toString()));
        return command;
    }
}
