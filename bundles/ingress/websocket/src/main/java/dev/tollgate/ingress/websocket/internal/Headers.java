package dev.tollgate.ingress.websocket.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Headers of the handshake, some with their values in files, which are read anew each time: tokens change. */
record Headers(Map<String, String> fixed, Map<String, Path> files) {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");
    /** Those that make the handshake, or that could put a second request behind it. */
    private static final Pattern OURS = Pattern.compile("host|upgrade|connection|content-length|transfer-encoding|te|trailer|expect|sec-websocket-.*");
    private static final int MOST_FILE = 8_192;

    /** @throws IllegalArgumentException naming the header, never its value */
    static Headers of(String[] headers, String[] files) {
        Map<String, Path> paths = new LinkedHashMap<>();
        parse("headers.files", files).forEach((name, path) -> {
            try {
                paths.put(name, Path.of(path));
            } catch (InvalidPathException malformed) {
                throw new IllegalArgumentException("headers.files: what stands at " + name + " is not a path", malformed);
            }
        });
        return new Headers(parse("headers", headers), paths);
    }

    /** @throws IOException naming header and file, for the operator only */
    Map<String, String> read() throws IOException {
        Map<String, String> values = new LinkedHashMap<>(fixed);
        for (Map.Entry<String, Path> file : files.entrySet()) {
            values.put(file.getKey(), value(file.getKey(), file.getValue()));
        }
        return values;
    }

    private static String value(String name, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String value = new String(in.readNBytes(MOST_FILE), StandardCharsets.UTF_8).strip();
            if (value.isEmpty() || !VALUE.matcher(value).matches()) {
                throw new IOException("what is in it is not one line of ASCII");
            }
            return value;
        } catch (IOException unreadable) {
            throw new IOException("cannot take the header " + name + " from the file " + file + ": " + unreadable, unreadable);
        }
    }

    private static Map<String, String> parse(String key, String[] settings) {
        Map<String, String> parsed = new LinkedHashMap<>();
        Arrays.stream(settings).flatMap(String::lines).map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            String[] field = line.split(":", 2);
            if (field.length < 2 || !NAME.matcher(field[0].strip()).matches() || !VALUE.matcher(field[1].strip()).matches()) {
                throw new IllegalArgumentException(key + ": a line is not 'Name: value' in ASCII");
            }
            if (OURS.matcher(field[0].strip().toLowerCase(Locale.ROOT)).matches()) {
                throw new IllegalArgumentException(key + ": " + field[0].strip() + " is not for a configuration to set");
            }
            parsed.put(field[0].strip(), field[1].strip());
        });
        return parsed;
    }
}
