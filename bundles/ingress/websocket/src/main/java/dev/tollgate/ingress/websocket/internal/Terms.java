package dev.tollgate.ingress.websocket.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One connection as it is configured.
 *
 * @param mostBytes   of a text from the server
 * @param sendBytes   of a text from the plugin
 * @param sendQueue   texts that may wait to be sent
 * @param hold        how long a message waits for a place in the service's queue
 * @param stable      how long it is open before its backoff begins anew
 * @param whenRunning whether it is there only while the service runs
 */
record Terms(String name, URI uri, String slug, String ingress, Headers headers, List<String> subprotocols, Kinds kinds, int mostBytes,
        int sendBytes, int sendQueue, Duration connect, Duration ping, Duration idle, Duration hold, Backoff backoff, Duration stable,
        boolean whenRunning) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,59}");
    private static final Pattern SUBPROTOCOL = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final int MOST_BYTES = 16_777_216;
    private static final int MOST_QUEUE = 1_000;
    private static final int SECOND = 1_000;
    private static final int HOUR = 3_600_000;
    private static final int DAY = 86_400_000;
    private static final int TEN_MINUTES = 600_000;

    /** What metatype takes for text, and what goes together. */
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            of(ConnectionSettings.PID + "~any", values.as(ConnectionSettings.class));
        }
    }

    /** @throws IllegalArgumentException naming the configuration and the setting */
    static Terms of(String pid, ConnectionSettings settings) {
        try {
            return checked(pid, settings);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(pid + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Terms checked(String pid, ConnectionSettings settings) {
        Duration first = millis("reconnect.ms", settings.reconnect_ms(), 1, HOUR);
        Duration most = millis("reconnect.most.ms", settings.reconnect_most_ms(), 1, DAY);
        Duration ping = millis("ping.ms", settings.ping_ms(), SECOND, HOUR);
        Duration idle = millis("idle.ms", settings.idle_ms(), SECOND, HOUR);
        require(most.compareTo(first) >= 0, "reconnect.most.ms is less than reconnect.ms");
        require(idle.compareTo(ping) > 0, "idle.ms is not more than ping.ms: every quiet connection would be given up before its ping is answered");
        require(settings.slug() != null && PluginId.SLUG.matcher(settings.slug()).matches(), "slug is not that of a plugin: it matches " + PluginId.SLUG);
        require(settings.ingress() != null && !settings.ingress().isBlank(), "ingress is empty; it is one that the plugin's manifest names");
        return new Terms(name(pid), uri(settings.uri()), settings.slug(), settings.ingress(),
                Headers.of(settings.headers(), settings.headers_files()), subprotocols(settings.subprotocols()),
                new Kinds(settings.kind_text(), settings.kind_open(), settings.kind_close(), settings.kind_error()),
                in("message.bytes", settings.message_bytes(), 1, MOST_BYTES), in("send.bytes", settings.send_bytes(), 1, MOST_BYTES),
                in("send.queue", settings.send_queue(), 1, MOST_QUEUE), millis("connect.ms", settings.connect_ms(), 1, TEN_MINUTES), ping, idle,
                millis("hold.ms", settings.hold_ms(), 0, TEN_MINUTES), new Backoff(first, most), millis("stable.ms", settings.stable_ms(), 0, DAY),
                settings.when_running());
    }

    /** Without user, query and fragment, where secrets are. */
    String address() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + (uri.getPath() == null ? "" : uri.getPath());
    }

    private static String name(String pid) {
        String name = pid.substring(pid.indexOf('~') + 1);
        require(pid.contains("~") && NAME.matcher(name).matches(), "the configuration has no good name; it is called " + ConnectionSettings.PID
                + "~NAME (in etc/ the file " + ConnectionSettings.PID + "-NAME.cfg), where NAME matches " + NAME);
        return name;
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text == null ? "" : text.strip());
            boolean good = uri.getScheme() != null && uri.getScheme().matches("(?i)wss?") && uri.getHost() != null && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null && uri.toString().equals(uri.toASCIIString());
            require(good, "uri is not one like wss://host[:port]/path, with no user, no fragment and in ASCII");
            return uri;
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("uri is malformed at its character " + malformed.getIndex(), malformed);
        }
    }

    private static List<String> subprotocols(String[] settings) {
        List<String> names = Arrays.stream(settings).flatMap(setting -> Arrays.stream(setting.split(","))).map(String::strip)
                .filter(name -> !name.isEmpty()).distinct().toList();
        names.forEach(name -> require(SUBPROTOCOL.matcher(name).matches(), "subprotocols: '" + name + "' cannot be one"));
        return names;
    }

    private static Duration millis(String key, int value, int least, int most) {
        return Duration.ofMillis(in(key, value, least, most));
    }

    private static int in(String key, int value, int least, int most) {
        require(value >= least && value <= most, key + " is " + value + ", allowed is " + least + " to " + most);
        return value;
    }

    private static void require(boolean kept, String what) {
        if (!kept) {
            throw new IllegalArgumentException(what);
        }
    }
}
