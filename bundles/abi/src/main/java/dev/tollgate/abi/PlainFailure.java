package dev.tollgate.abi;

import java.util.Objects;

/**
 * A failure as it may be logged where a guest may have written some of its message: the same stack trace and causes, each message in plain
 * text of bounded length. A failure itself would be logged with its line ends, and whoever writes them writes lines of the log.
 */
public final class PlainFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 500;
    private static final int MOST_CAUSES = 8;

    private final String plain;

    private PlainFailure(Throwable failure, int causes) {
        super(null, failure.getCause() == null || causes == 0 ? null : new PlainFailure(failure.getCause(), causes - 1), false, true);
        this.plain = PlainText.of(Objects.toString(failure), LONGEST);
        setStackTrace(failure.getStackTrace());
    }

    public static PlainFailure of(Throwable failure) {
        return new PlainFailure(failure, MOST_CAUSES);
    }

    /** The class and the message of the failure. */
    @Override
    public String getMessage() {
        return plain;
    }

    @Override
    public String toString() {
        return plain;
    }
}
