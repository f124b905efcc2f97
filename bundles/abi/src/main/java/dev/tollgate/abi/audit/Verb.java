package dev.tollgate.abi.audit;

import java.util.Locale;

/** What an administrator can decide, all of it: docs/AUDIT.md says of each what it is about. */
public enum Verb {
    PLUGIN_INSTALL, PLUGIN_ACTIVATE, PLUGIN_ROLLBACK, PLUGIN_DOWNGRADE, PLUGIN_DEACTIVATE, PLUGIN_RETIRE, PLUGIN_REMOVE,
    GATE_GRANT, GATE_DENY,
    BREAKER_RESET,
    CONFIG_SET, CONFIG_UNSET,
    SECRET_SET, SECRET_UNSET,
    JOBLIMIT_SET, JOBLIMIT_UNSET,
    CONFIGURATION_SET, CONFIGURATION_UNSET,
    JOBS_PAUSE, JOBS_RESUME, JOBS_RUN, JOBS_RETRY, JOBS_DISCARD,
    SCHEDULE_ENABLE, SCHEDULE_DISABLE, SCHEDULE_RUN,
    SERVICE_START, SERVICE_STOP,
    EVENT_REPLAY, EVENT_DISCARD;

    /** As it stands on record, such as {@code gate.grant}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
