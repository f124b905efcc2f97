package dev.tollgate.capability.db.internal.migration;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder {@code db} of a package: {@code 001-create.sql}, {@code 002-index.sql} and so on, each with an optional
 * {@code 001-create.undo.sql}. All numbers have three digits and none is used twice.
 */
record Scripts(SortedMap<String, String> forward, Map<String, String> undo) {
    private static final Pattern NAME = Pattern.compile("([0-9]{3})-[a-z0-9][a-z0-9-]{0,60}(\\.undo)?\\.sql");
    private static final int MOST_BYTES = 256 << 10;

    static Scripts of(Map<String, byte[]> files) throws GateException {
        SortedMap<String, String> forward = new TreeMap<>();
        Map<String, String> undo = new TreeMap<>();
        Map<String, String> numbers = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String name = file.getKey();
            Matcher matcher = NAME.matcher(name);
            if (!matcher.matches()) {
                throw refused(name, "is not named like 001-create.sql or 001-create.undo.sql");
            }
            if (matcher.group(2) != null) {
                undo.put(name.replace(".undo.sql", ".sql"), text(name, file.getValue()));
                continue;
            }
            String other = numbers.put(matcher.group(1), name);
            if (other != null) {
                throw refused(name, "has the same number as " + other);
            }
            forward.put(name, text(name, file.getValue()));
        }
        for (String name : undo.keySet()) {
            if (!forward.containsKey(name)) {
                throw refused(name.replace(".sql", ".undo.sql"), "takes back db/" + name + ", which is not there");
            }
        }
        return new Scripts(forward, undo);
    }

    static GateException refused(String name, String why) {
        return new GateException(Errno.EINVAL, "db/" + name + " " + why);
    }

    private static String text(String name, byte[] content) throws GateException {
        if (content.length > MOST_BYTES) {
            throw refused(name, "is larger than " + MOST_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException broken) {
            throw refused(name, "is not UTF-8");
        }
    }
}
