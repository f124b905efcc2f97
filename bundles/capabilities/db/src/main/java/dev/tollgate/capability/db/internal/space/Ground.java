package dev.tollgate.capability.db.internal.space;

import dev.tollgate.abi.capability.GateException;
import java.util.List;
import java.util.Optional;

/**
 * A plugin's space while its migrations are brought forward or back. Each list of applied migrations has a number, the generation.
 * The lists lie where the plugin cannot reach them; the space holds only the number, which changes in the transaction of the
 * migrations themselves. A list whose number the space never got to is overwritten by the next.
 */
public interface Ground extends AutoCloseable {
    /** 0 for a space that nothing was applied to. */
    int generation() throws GateException;

    /** The list of a generation, as it was recorded. */
    Optional<byte[]> recorded(int generation) throws GateException;

    /** Records a list durably. */
    void record(int generation, byte[] applied) throws GateException;

    /** Runs everything and changes the generation in one transaction. */
    void apply(List<Step> steps, int generation) throws GateException;

    @Override
    void close();

    /** @param where names the statement to an administrator */
    record Step(String where, String sql) {
    }
}
