package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.ingress.OutputRefusedException;

/** Carries out what the handlers of events write. */
public interface EventOutput {
    /**
     * Carries out all commands of one event, or none. No output is no command. Does not wait.
     *
     * @throws OutputRefusedException with what is wrong; nothing was done then
     */
    void carryOut(ActivePlugin plugin, byte[] output) throws OutputRefusedException;
}
