package dev.tollgate.store.sqlite.internal;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** One caller's work on its way through a shared transaction, in a savepoint of its own. */
final class PendingWrite<T> {
    private final Work<T> work;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private T result;
    private Exception failure;

    PendingWrite(Work<T> work) {
        this.work = work;
    }

    /**
     * Does the work, and undoes it where it fails: the neighbours in the transaction notice nothing.
     *
     * @throws SQLException when it cannot be undone, because the transaction as a whole is gone
     */
    void attempt(Session session) throws SQLException {
        session.run("SAVEPOINT one");
        try {
            result = work.in(session);
        } catch (SQLException | RuntimeException failed) {
            failure = failed;
            session.run("ROLLBACK TO one");
        }
        session.run("RELEASE one");
    }

    /** Answers the caller, now that the transaction is on the disk. */
    void committed() {
        if (failure != null) {
            answer.completeExceptionally(failure);
        } else {
            answer.complete(result);
        }
    }

    /** Answers the caller that nothing of the transaction was kept. */
    void failed(Throwable cause) {
        answer.completeExceptionally(failure != null ? failure : cause);
    }

    CompletableFuture<T> answer() {
        return answer;
    }
}
