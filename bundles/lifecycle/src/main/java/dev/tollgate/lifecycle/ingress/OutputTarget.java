package dev.tollgate.lifecycle.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PluginId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Carries out one kind of command that handlers of events write; a whiteboard service with the property {@value #KIND}. The commands of one
 * event are prepared one after another, and carried out only when every one of them could be.
 */
@ConsumerType
public interface OutputTarget {
    /** Service property: the command that it carries out, such as {@code websocket send}. */
    String KIND = "tollgate.command";

    /**
     * Checks a command, and reserves what it needs, so that carrying it out is not refused any more. Does not wait.
     *
     * @param command the whole object, {@code command} included
     * @throws OutputRefusedException with what is wrong, for the guest's author
     */
    Prepared prepare(PluginId plugin, JsonNode command) throws OutputRefusedException;

    /** A command that can be carried out. One of the two is called, once. */
    interface Prepared {
        /** Does it. Does not wait; what goes wrong from here on is the target's to report. */
        void commit();

        /** Gives back what was reserved: another command of the same event was refused. */
        void cancel();
    }
}
