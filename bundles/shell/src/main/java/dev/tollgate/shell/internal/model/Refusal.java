package dev.tollgate.shell.internal.model;

import dev.tollgate.abi.audit.AuditException;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.lifecycle.HookPayloadException;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.spi.StoreException;
import java.io.IOException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why a command could not be done, in words that say what to do. They can quote packages: at any length, with any characters. */
final class Refusal {
    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);
    private static final int MOST_SHOWN = 4_000;

    private Refusal() {
    }

    static String of(Throwable refused) {
        if (refused instanceof InstallException install) {
            return "not installed:\n  " + install.reasons().stream().map(Refusal::cut).collect(Collectors.joining("\n  "));
        }
        if (refused instanceof IOException) {
            return "cannot read " + cut(refused.getMessage());
        }
        if (refused instanceof PluginException || refused instanceof IllegalStateException || refused instanceof IllegalArgumentException
                || refused instanceof JobStoreException || refused instanceof SettingsException || refused instanceof StoreException
                || refused instanceof HookPayloadException || refused instanceof AuditException) {
            return cut(String.valueOf(refused.getMessage()));
        }
        LOG.error("a command of the shell went wrong", refused);
        return "the command went wrong, and the server's log says how";
    }

    private static String cut(String reason) {
        return reason.length() <= MOST_SHOWN ? reason : reason.substring(0, MOST_SHOWN) + "...";
    }
}
