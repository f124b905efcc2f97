package dev.tollgate.diagnostics.internal;

import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.spi.StoreException;
import java.io.IOException;

/** A command's answer: what it has to say, or why it could not do it, in words that say what to do. */
final class Answer {
    private Answer() {
    }

    /** What a command does. */
    interface Body {
        String run() throws IOException, InstallException;
    }

    static String of(Body body) {
        try {
            return body.run();
        } catch (InstallException refused) {
            return "not installed:\n  " + String.join("\n  ", refused.reasons());
        } catch (PluginException | IllegalStateException | IllegalArgumentException | JobStoreException | StoreException refused) {
            return "error: " + refused.getMessage();
        } catch (IOException unreadable) {
            return "error: cannot read " + unreadable.getMessage();
        }
    }
}
