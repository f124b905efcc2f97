package dev.tollgate.capability.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.http.HttpScope;
import dev.tollgate.capability.testkit.TestCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLSocketFactory;

/** The capability on a test bed: loopback is open, every name resolves to it, and a plugin was granted what a test says. */
final class Bed implements AutoCloseable {
    /** Longer than any test takes; where time is up to end it, tests say less. */
    static final Duration AMPLE = Duration.ofMinutes(5);
    static final Bounds BOUNDS = new Bounds(10_485_760, 65_536, 128, Duration.ofSeconds(60), AMPLE, 67_108_864);
    static final Resolver LOOPBACK = name -> List.of(InetAddress.getLoopbackAddress());
    static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE");
    private static final JsonMapper JSON = new JsonMapper();

    final HttpCapability capability;
    private List<String> hosts = List.of("api.example.com");
    private List<String> schemes = List.of("http", "https");
    private List<Integer> ports = List.of(80);
    private List<String> methods = METHODS;
    private List<String> paths;
    private Duration remaining = AMPLE;
    private String traceparent;
    private String slug = "image-tools";

    Bed() {
        this(BOUNDS, LOOPBACK);
    }

    Bed(Bounds bounds, Resolver resolver) {
        this(bounds, resolver, (SSLSocketFactory) SSLSocketFactory.getDefault(), "127.0.0.0/8");
    }

    Bed(Bounds bounds, Resolver resolver, SSLSocketFactory tls, String... open) {
        capability = new HttpCapability(bounds, HttpCapability.ranges(open), address -> false, resolver, tls);
    }

    Bed hosts(String... granted) {
        hosts = List.of(granted);
        return this;
    }

    Bed schemes(String... granted) {
        schemes = List.of(granted);
        return this;
    }

    Bed ports(HostileServer... servers) {
        ports = Arrays.stream(servers).map(HostileServer::port).toList();
        return this;
    }

    Bed ports(Integer... granted) {
        ports = List.of(granted);
        return this;
    }

    Bed methods(String... granted) {
        methods = List.of(granted);
        return this;
    }

    Bed paths(String... granted) {
        paths = List.of(granted);
        return this;
    }

    Bed remaining(Duration left) {
        remaining = left;
        return this;
    }

    Bed plugin(String name) {
        slug = name;
        return this;
    }

    Bed traced(String parent) {
        traceparent = parent;
        return this;
    }

    /** What came back: the first line, and all behind it. */
    record Result(JsonNode head, byte[] body) {
        int status() {
            return head.get("status").intValue();
        }

        String url() {
            return head.get("url").textValue();
        }

        String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }

        List<String> headers(String name) {
            return StreamSupport.stream(head.get("headers").spliterator(), false)
                    .filter(pair -> pair.get(0).textValue().equals(name)).map(pair -> pair.get(1).textValue()).toList();
        }
    }

    Result get(String url) throws GateException {
        return send("{\"url\":" + quoted(url) + "}", "");
    }

    Result send(String head, String body) throws GateException {
        TestCall call = new TestCall();
        if (traceparent != null) {
            call.withTraceparent(traceparent);
        }
        call.withPlugin(slug, "1.0.0")
                .withScope(new HttpScope(hosts, schemes, ports, methods, paths)).withRemaining(remaining);
        byte[] result = capability.request(call, head, body.getBytes(StandardCharsets.ISO_8859_1));
        int end = new String(result, StandardCharsets.ISO_8859_1).indexOf('\n');
        try {
            return new Result(JSON.readTree(result, 0, end), Arrays.copyOfRange(result, end + 1, result.length));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    GateException refused(Errno errno, String url) {
        return refusedHead(errno, "{\"url\":" + quoted(url) + "}", "");
    }

    /** The refusal, which has this number and tells no address. */
    GateException refusedHead(Errno errno, String head, String body) {
        GateException refusal = catchThrowableOfType(GateException.class, () -> send(head, body));
        assertThat(refusal).as(head).isNotNull();
        assertThat(refusal.errno()).as(head + ": " + refusal.getMessage()).isEqualTo(errno);
        assertThat(refusal.getMessage()).doesNotContain("localhost", "Exception", "java.");
        assertThat(head.contains("127.0.0.1") || !refusal.getMessage().contains("127.0.0.1")).as(refusal.getMessage()).isTrue();
        return refusal;
    }

    static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static Resolver resolver(UnaryOperator<String> addresses) {
        return name -> {
            String found = addresses.apply(name);
            if (found == null) {
                throw new UnknownHostException(name);
            }
            return Arrays.stream(found.split(" ")).map(text -> HostName.parse(text).literal()).toList();
        };
    }

    @Override
    public void close() {
        capability.close();
    }
}
