package dev.tollgate.launcher;

import java.io.PrintWriter;

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

    StartFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The message; and where it comes from, if that is a fault in a bundle. */
    void print(PrintWriter err) {
        err.println("tollgate: " + getMessage());
        if (getCause() != null) {
            getCause().printStackTrace(err);
        }
    }

    int exitCode() {
        return exitCode;
    }
}
