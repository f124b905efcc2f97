package dev.tollgate.lifecycle;

/** Where a plugin stands. */
public enum PluginState {
    /** In the catalogue, never activated. */
    INSTALLED,
    /** Its hooks and jobs run. */
    ACTIVE,
    /** Active, but a capability that it requires has no provider, or a plugin that it depends on does not run: hooks are neutral and jobs are held back. */
    WAITING,
    /** Active, but it tripped too often: hooks are neutral and jobs are held back until its pause is over. */
    DEGRADED,
    /** Was active, and was switched off by an administrator, or by the host for a reason that is kept. */
    INACTIVE,
    /** Should be active but could not be; the reason is kept, activating it again is the way out. */
    FAILED,
    /** It is not called any more and on its way out of the catalogue; nothing but removing it again is possible. */
    REMOVING
}
