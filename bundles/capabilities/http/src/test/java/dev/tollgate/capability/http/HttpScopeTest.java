package dev.tollgate.capability.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpScopeTest {
    @Test
    void whatIsLeftOutHasTheLeastOfDefaults() {
        HttpScope scope = hosts("API.example.com", "api.example.com");
        assertThat(scope).isEqualTo(new HttpScope(List.of("api.example.com"), List.of("https"), List.of(443), List.of("GET", "HEAD"), List.of("/")));
        assertThat(new HttpScope(List.of("a.example"), List.of("http"), null, null, null).ports()).containsExactly(80);
        assertThat(new HttpScope(List.of("[2001:DB8::1]"), null, null, null, null).hosts()).containsExactly("[2001:db8:0:0:0:0:0:1]");
    }

    @Test
    void aRefusalNamesTheField() {
        refused("hosts is missing", null, null, null, null, null);
        refused("hosts has 0 entries", List.of(), null, null, null, null);
        refused("hosts: null", Collections.singletonList(null), null, null, null, null);
        for (String host : new String[] {"*", "*.com", "*example.com", "api.*.com", "*.127.0.0.1", "a b", "a.example.", ".a.example", "a..example",
            "a_b.example", "-a.example", "exämple.com", "user@a.example", "a.example:443", "https://a.example", "127.1", "010.0.0.1", "0x7f000001",
            "[::ffff:7f00:1]", "[fe80::1%1]", "[::1", ""}) {
            refused("hosts: ", List.of(host), null, null, null, null);
        }
        refused("schemes: 'ftp'", List.of("a.example"), List.of("ftp"), null, null, null);
        refused("ports: 0 is", List.of("a.example"), null, List.of(0), null, null);
        refused("ports: 65536 is", List.of("a.example"), null, List.of(65_536), null, null);
        refused("methods: 'CONNECT'", List.of("a.example"), null, null, List.of("CONNECT"), null);
        refused("methods: 'get'", List.of("a.example"), null, null, List.of("get"), null);
        for (String path : new String[] {"v1", "/a/../b", "/%2e%2e/b", "/a//b", "/a%2fb", "/a\\b", "/a?b", "/a#b", "/a b", "/%zz"}) {
            refused("paths: '" + path + "'", List.of("a.example"), null, null, null, List.of(path));
        }
    }

    @Test
    void aScopeCoversItselfAndWhatIsNarrowerInEachField() {
        HttpScope wide = new HttpScope(List.of("*.example.com", "example.org"), List.of("https", "http"), List.of(443, 80, 8080), List.of("GET", "POST"),
                List.of("/v1", "/files/"));
        HttpScope narrow = new HttpScope(List.of("api.example.com", "*.eu.example.com"), List.of("https"), List.of(8080), List.of("GET"),
                List.of("/v1/users", "/files/a"));
        assertThat(wide.covers(wide)).isTrue();
        assertThat(narrow.covers(narrow)).isTrue();
        assertThat(wide.covers(narrow)).isTrue();
        assertThat(narrow.covers(wide)).isFalse();
    }

    @Test
    void oneFieldThatIsWiderIsEnoughToBeRefused() {
        HttpScope scope = new HttpScope(List.of("*.example.com"), null, null, null, List.of("/v1/"));
        assertThat(scope.covers(new HttpScope(List.of("a.example.com"), null, null, null, List.of("/v1/")))).isTrue();
        assertThat(scope.covers(new HttpScope(List.of("a.example.com"), null, null, null, null))).isFalse();
        assertThat(scope.covers(new HttpScope(List.of("a.example.com"), null, null, null, List.of("/v1")))).isFalse();
        assertThat(scope.covers(new HttpScope(List.of("a.example.com"), null, null, List.of("DELETE"), List.of("/v1/")))).isFalse();
        assertThat(scope.covers(new HttpScope(List.of("a.example.com"), List.of("http"), List.of(443), null, List.of("/v1/")))).isFalse();
        assertThat(scope.covers(new HttpScope(List.of("a.example.com"), null, List.of(8443), null, List.of("/v1/")))).isFalse();
        assertThat(hosts("a.example.com").covers(hosts("*.a.example.com"))).isFalse();
        assertThat(new HttpScope(List.of("a.example"), null, null, null, List.of("/v1")).covers(
                new HttpScope(List.of("a.example"), null, null, null, List.of("/v10")))).isFalse();
    }

    @Test
    void a35APatternCoversRealSubdomainsOnly() {
        HttpScope scope = hosts("*.example.com");
        assertThat(scope.covers(hosts("a.example.com", "a.b.example.com", "*.b.example.com"))).isTrue();
        for (String other : new String[] {"example.com", "evilexample.com", "example.com.evil.org", "a.evilexample.com", "*.evilexample.com",
            "192.0.2.1"}) {
            assertThat(scope.covers(hosts(other))).as(other).isFalse();
        }
    }

    private static HttpScope hosts(String... hosts) {
        return new HttpScope(List.of(hosts), null, null, null, null);
    }

    private static void refused(String message, List<String> hosts, List<String> schemes, List<Integer> ports, List<String> methods,
            List<String> paths) {
        assertThatThrownBy(() -> new HttpScope(hosts, schemes, ports, methods, paths)).as(message + hosts + paths)
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(message);
    }
}
