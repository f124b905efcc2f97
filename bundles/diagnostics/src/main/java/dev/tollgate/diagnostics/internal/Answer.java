package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.lifecycle.HookPayloadException;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.spi.StoreException;
import java.io.IOException;
import java.util.stream.Collectors;

/** A command's answer: what it has to say, or why it could not do it, in words that say what to do. */
final class Answer {
    private static final int MOST_SHOWN = 4_000;

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
            return "not installed:\n  " + refused.reasons().stream().map(Answer::shown).collect(Collectors.joining("\n  "));
        } catch (PluginException | IllegalStateException | IllegalArgumentException | JobStoreException | SettingsException
                | StoreException | HookPayloadException refused) {
            return "error: " + shown(refused.getMessage());
        } catch (IOException unreadable) {
            return "error: cannot read " + unreadable.getMessage();
        }
    }

    /** Reasons quote what packages say, at any length and with any characters. */
    private static String shown(String reason) {
        return PlainText.lines(reason.length() <= MOST_SHOWN ? reason : reason.substring(0, MOST_SHOWN) + "...");
    }
}
