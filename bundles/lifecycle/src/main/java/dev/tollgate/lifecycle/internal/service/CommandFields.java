package dev.tollgate.lifecycle.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PlainText;
import dev.tollgate.lifecycle.ingress.OutputRefusedException;
import java.util.Iterator;
import java.util.List;

/** The fields of one command, as strict as they are to be; what is wrong begins with the pointer of it. */
record CommandFields(JsonNode command) {
    static final int LONGEST_NAME = 64;

    /** @param known the fields that the command has, beside {@code command} */
    static CommandFields of(JsonNode command, String... known) throws OutputRefusedException {
        for (Iterator<String> names = command.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!name.equals("command") && !List.of(known).contains(name)) {
                throw new OutputRefusedException(": has no field '" + brief(name) + "'; its fields are " + String.join(", ", known));
            }
        }
        return new CommandFields(command);
    }

    /** A text of at least one character. */
    String text(String field, int most) throws OutputRefusedException {
        JsonNode value = command.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new OutputRefusedException("/" + field + ": is a text, and has to be there");
        }
        if (value.textValue().length() > most) {
            throw new OutputRefusedException("/" + field + ": has " + value.textValue().length() + " characters; at most " + most + " are taken");
        }
        return value.textValue();
    }

    /** One of a few texts. */
    String oneOf(String field, List<String> allowed) throws OutputRefusedException {
        String text = command.path(field).asText();
        if (!command.path(field).isTextual() || !allowed.contains(text)) {
            throw new OutputRefusedException("/" + field + ": is one of " + String.join(", ", allowed));
        }
        return text;
    }

    /** What a guest wrote, to be quoted. */
    static String brief(String text) {
        return PlainText.of(text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "...");
    }
}
