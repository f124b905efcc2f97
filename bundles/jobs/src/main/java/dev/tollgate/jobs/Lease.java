package dev.tollgate.jobs;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What makes an execution the one that counts. Heartbeats extend it while the handler runs. An execution whose lease is gone
 * is interrupted; whatever it answers is not recorded, and what it still does elsewhere should be prevented with
 * {@link JobExecution#token()}: a receiver that remembers the largest token it saw refuses smaller ones.
 */
@ProviderType
public interface Lease {
    /** Whether nobody else can have been given the job, as far as the last heartbeat that was answered tells. */
    boolean held();

    /** How long that is certain; zero when it is not. */
    Duration left();
}
