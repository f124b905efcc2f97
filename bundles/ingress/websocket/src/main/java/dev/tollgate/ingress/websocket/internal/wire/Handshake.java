package dev.tollgate.ingress.websocket.internal.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The opening handshake, RFC 6455, section 4. Of the answer its head is read, and that only so far; a body never. */
final class Handshake {
    private static final int MOST_HEAD = 16_384;
    private static final int KEY = 16;
    private static final int SWITCHING = 101;
    /** RFC 6455, section 1.3. */
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String END = "\r\n\r\n";

    private final URI uri;
    private final List<String> subprotocols;
    private final Map<String, String> headers;
    private final String key;

    Handshake(URI uri, List<String> subprotocols, Map<String, String> headers, RandomGenerator random) {
        this.uri = uri;
        this.subprotocols = subprotocols;
        this.headers = headers;
        byte[] nonce = new byte[KEY];
        random.nextBytes(nonce);
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    /** Answers the subprotocol that the server chose; empty where none. */
    String shake(InputStream in, OutputStream out) throws IOException {
        out.write(request().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        String[] lines = head(in).split("\r\n");
        String[] status = lines[0].split(" ", 3);
        if (status.length < 2 || !status[0].equals("HTTP/1.1") || !status[1].matches("[1-5][0-9]{2}")) {
            throw new Trouble(CloseCode.LOST, "the server does not speak HTTP/1.1");
        }
        if (Integer.parseInt(status[1]) != SWITCHING) {
            throw new Trouble(CloseCode.LOST, "the server refused the connection with status " + status[1]
                    + (status[1].startsWith("3") ? "; redirects are not followed" : ""));
        }
        return accepted(fields(lines));
    }

    private String request() {
        StringBuilder head = new StringBuilder("GET ").append(path()).append(" HTTP/1.1\r\nHost: ").append(uri.getHost())
                .append(uri.getPort() < 0 ? "" : ":" + uri.getPort())
                .append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ").append(key);
        if (!subprotocols.isEmpty()) {
            head.append("\r\nSec-WebSocket-Protocol: ").append(String.join(", ", subprotocols));
        }
        headers.forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
        return head.append(END).toString();
    }

    private String path() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Byte by byte, from a stream with a buffer: what follows belongs to the frames. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int matched = 0; matched < END.length();) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            if (head.size() == MOST_HEAD) {
                throw new Trouble(CloseCode.LOST, "the server's answer to the handshake is longer than " + MOST_HEAD + " bytes");
            }
            head.write(next);
            matched = next == END.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static Map<String, String> fields(String[] lines) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Arrays.stream(lines).skip(1).map(line -> line.split(":", 2)).filter(field -> field.length == 2)
                .forEach(field -> fields.merge(field[0], field[1].strip(), (one, other) -> one + ", " + other));
        return fields;
    }

    private String accepted(Map<String, String> answer) throws Trouble {
        String subprotocol = answer.getOrDefault("Sec-WebSocket-Protocol", "");
        boolean good = answer.getOrDefault("Upgrade", "").equalsIgnoreCase("websocket")
                && Arrays.asList(answer.getOrDefault("Connection", "").toLowerCase(Locale.ROOT).split("[ ,\t]+")).contains("upgrade")
                && answer.getOrDefault("Sec-WebSocket-Accept", "").equals(proof()) && !answer.containsKey("Sec-WebSocket-Extensions")
                && (subprotocol.isEmpty() || subprotocols.contains(subprotocol));
        if (!good) {
            throw new Trouble(CloseCode.LOST, "the server's answer to the handshake is not that of a WebSocket server");
        }
        return subprotocol;
    }

    private String proof() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }
}
