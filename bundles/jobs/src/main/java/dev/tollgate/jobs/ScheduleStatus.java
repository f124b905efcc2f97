package dev.tollgate.jobs;

/** Whether a schedule fires. */
public enum ScheduleStatus {
    ENABLED,
    /** An administrator switched it off. */
    DISABLED,
    /** Its plugin is not active. Only the host sets and ends this; an administrator's {@link #DISABLED} stays beneath it. */
    PAUSED_BY_PLUGIN
}
