package dev.tollgate.jobs;

/** The store that keeps the jobs could not do what was asked. Nothing was changed. */
public class JobStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JobStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
