package dev.tollgate.capability.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A42: what the JVM or another plugin left behind does not get into a request. */
class IsolationTest {
    private final Map<String, String> before = new HashMap<>();
    private final ProxySelector selector = ProxySelector.getDefault();

    @AfterEach
    void asItWas() {
        before.forEach((key, value) -> {
            if (value == null) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, value);
            }
        });
        ProxySelector.setDefault(selector);
        CookieHandler.setDefault(null);
        Authenticator.setDefault(null);
    }

    @Test
    void a42ProxiesOfTheJvmAreNotUsed() throws Exception {
        try (HostileServer proxy = HostileServer.ok("proxied"); HostileServer server = HostileServer.ok("direct"); Bed bed = new Bed().ports(server)) {
            for (String kind : new String[] {"http.proxy", "https.proxy", "socksProxy"}) {
                property(kind + "Host", "127.0.0.1");
                property(kind + "Port", Integer.toString(proxy.port()));
            }
            property("http.nonProxyHosts", "");
            property("java.net.useSystemProxies", "true");
            ProxySelector.setDefault(new ProxySelector() {
                @Override
                public List<Proxy> select(URI uri) {
                    return List.of(new Proxy(uri.getScheme().startsWith("http") ? Proxy.Type.HTTP : Proxy.Type.SOCKS,
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())));
                }

                @Override
                public void connectFailed(URI uri, SocketAddress address, IOException failed) {
                    throw new AssertionError("no proxy is connected to", failed);
                }
            });
            assertThat(bed.get("http://api.example.com:" + server.port() + "/").text()).isEqualTo("direct");
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void a42NoCookieIsKeptForTheNextRequestOrForAnotherPlugin() throws Exception {
        CookieHandler.setDefault(new CookieManager());
        try (HostileServer server = HostileServer.saying("HTTP/1.1 302 Login\r\nSet-Cookie: session=secret; Path=/\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n");
                Bed bed = new Bed().ports(server)) {
            String url = "http://api.example.com:" + server.port() + "/";
            assertThat(bed.get(url).headers("set-cookie")).containsExactly("session=secret; Path=/");
            bed.get(url);
            bed.plugin("other-plugin").get(url);
            assertThat(server.requests()).hasSize(12).allSatisfy(request -> assertThat(request.headers("cookie")).isEmpty());
        }
    }

    @Test
    void a42AChallengeIsAnsweredByNobody() throws Exception {
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                throw new AssertionError("the host's passwords are asked for");
            }
        });
        try (HostileServer server = HostileServer.saying("HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
                Bed bed = new Bed().ports(server)) {
            assertThat(bed.get("http://api.example.com:" + server.port() + "/").status()).isEqualTo(401);
            assertThat(server.only().headers("authorization")).isEmpty();
        }
    }

    @Test
    void a42NoConnectionServesTwoRequests() throws Exception {
        try (HostileServer server = new HostileServer((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\npoisoned".getBytes());
        }); Bed bed = new Bed().ports(server)) {
            for (int i = 0; i < 3; i++) {
                assertThat(bed.plugin("plugin-" + i).get("http://api.example.com:" + server.port() + "/").text()).isEqualTo("ok");
            }
            assertThat(server.requests()).hasSize(3).allSatisfy(request -> assertThat(request.headers("connection")).containsExactly("close"));
        }
    }

    private void property(String key, String value) {
        before.put(key, System.setProperty(key, value));
    }
}
