package dev.tollgate.launcher;

/** Why the server does not start, in one message that says what to do, and the exit code that goes with it. */
final class StartFailure extends Exception {

    /** Wrong command line or unusable data folder; also picocli's own code for wrong options. */
    static final int USAGE = 2;

    /** The framework or a bundle did not come up. */
    static final int NOT_READY = 3;

    private static final long serialVersionUID = 1;

    private final int exitCode;

    StartFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
