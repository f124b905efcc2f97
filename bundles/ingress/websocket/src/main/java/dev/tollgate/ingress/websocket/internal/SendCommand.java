package dev.tollgate.ingress.websocket.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.ingress.OutputRefusedException;
import dev.tollgate.lifecycle.ingress.OutputTarget;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sends a text over a connection that is configured for the very plugin. Another plugin's is as unknown to it as one that is not there. */
@Component(service = OutputTarget.class, property = OutputTarget.KIND + "=" + SendCommand.NAME)
public final class SendCommand implements OutputTarget {
    static final String NAME = "websocket send";
    private static final Set<String> FIELDS = Set.of("command", "connection", "text");

    private final Connections connections;

    @Activate
    public SendCommand(@Reference Connections connections) {
        this.connections = connections;
    }

    @Override
    public Prepared prepare(PluginId plugin, JsonNode command) throws OutputRefusedException {
        for (Iterator<String> fields = command.fieldNames(); fields.hasNext();) {
            String field = fields.next();
            if (!FIELDS.contains(field)) {
                throw new OutputRefusedException(NAME + " has no field '" + Tally.plain(field) + "'; it has connection and text");
            }
        }
        String name = string(command, "connection");
        Connection connection = connections.find(name).filter(found -> found.terms().slug().equals(plugin.slug()))
                .orElseThrow(() -> new OutputRefusedException("this plugin has no connection '" + Tally.plain(name)
                        + "'; an operator configures it in the file " + ConnectionSettings.PID + "-NAME.cfg"));
        return connection.prepare(utf8(string(command, "text"), connection.terms().sendBytes()));
    }

    private static String string(JsonNode command, String field) throws OutputRefusedException {
        JsonNode value = command.path(field);
        if (!value.isTextual()) {
            throw new OutputRefusedException(NAME + " needs a string as its " + field);
        }
        return value.textValue();
    }

    private static byte[] utf8(String text, int most) throws OutputRefusedException {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            if (encoded.remaining() > most) {
                throw new OutputRefusedException("text has " + encoded.remaining() + " bytes, and send.bytes of the connection allows " + most);
            }
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException half) {
            throw new OutputRefusedException("text has half of a surrogate pair in it, which is no character");
        }
    }
}
