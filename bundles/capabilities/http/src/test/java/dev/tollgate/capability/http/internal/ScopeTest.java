package dev.tollgate.capability.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {
    /** Nobody is asked for the address of a host that the scope does not permit. */
    private final List<String> lookedUp = new ArrayList<>();
    private final Resolver watched = name -> {
        lookedUp.add(name);
        return Bed.LOOPBACK.resolve(name);
    };

    @Test
    void a35APatternPermitsRealSubdomainsOnly() throws Exception {
        try (HostileServer server = HostileServer.ok("ok"); Bed bed = new Bed(Bed.BOUNDS, watched).hosts("*.example.com").ports(server)) {
            assertThat(bed.get("http://a.example.com:" + server.port() + "/").status()).isEqualTo(200);
            assertThat(bed.get("http://a.b.EXAMPLE.com:" + server.port() + "/").status()).isEqualTo(200);
            lookedUp.clear();
            for (String host : new String[] {"evilexample.com", "example.com", "a.evilexample.com", "example.com.evil.org", "aexample.com"}) {
                assertThat(bed.refused(Errno.EPERM, "http://" + host + ":" + server.port() + "/")).hasMessageEndingWith(": hosts");
            }
            assertThat(lookedUp).isEmpty();
        }
    }

    @Test
    void schemePortAndMethodAreEachAsked() throws Exception {
        try (HostileServer server = HostileServer.ok("ok"); Bed bed = new Bed().schemes("https").methods("GET").ports(server)) {
            assertThat(bed.refused(Errno.EPERM, "http://api.example.com:" + server.port() + "/")).hasMessageEndingWith(": schemes");
            assertThat(bed.refused(Errno.EPERM, "https://api.example.com/")).hasMessageEndingWith(": ports");
            assertThat(bed.refusedHead(Errno.EPERM, "{\"method\":\"DELETE\",\"url\":\"https://api.example.com:" + server.port() + "/\"}", ""))
                    .hasMessageEndingWith(": methods");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aPathThatAServerMayReadInAnotherWayIsOutsideEveryPrefix() throws Exception {
        try (HostileServer server = HostileServer.ok("ok"); Bed bed = new Bed().paths("/v1").ports(server)) {
            String origin = "http://api.example.com:" + server.port();
            for (String inside : new String[] {"/v1", "/v1/", "/v1/a?x=/../..", "/%76%31/a", "/v1/a;p=1", "/v1/...", "/v1/%C3%A9", "/v1/a%20b"}) {
                assertThat(bed.get(origin + inside).status()).as(inside).isEqualTo(200);
            }
            for (String outside : new String[] {"", "/", "/v10", "/v", "/V1/", "//v1/a", "/v1//a", "/v1/%2fadmin", "/v1/%2E%2E%2Fadmin", "/v1/..%2fadmin",
                "/v1/%5c..%5cadmin", "/v1/%252e%252e/admin", "/v1/..;/admin", "/v1/..;a=1/admin", "/v1/..%3b/admin", "/v1/%c0%ae%c0%ae/admin",
                "/v1/%e0%80%ae/admin", "/v1/%00/admin", "/v1/%0d%0a"}) {
                assertThat(bed.refused(Errno.EPERM, origin + outside)).as(outside).hasMessageEndingWith(": paths");
            }
            for (String malformed : new String[] {"/v1/../admin", "/v1/%2e%2e/admin", "/v1/.%2E/admin", "/v1/..", "/v1/./a", "/v1\\..\\admin", "/v1/a b",
                "/v1/%", "/v1/%4", "/v1/%zz", "/v1/<", "/v1/é"}) {
                bed.refused(Errno.EINVAL, origin + malformed);
            }
            assertThat(server.requests()).hasSize(8);
        }
    }

    @Test
    void withoutAPrefixSuchPathsAreTheServersOwnAffair() throws Exception {
        try (HostileServer server = HostileServer.ok("ok"); Bed bed = new Bed().ports(server)) {
            bed.get("http://api.example.com:" + server.port() + "/projects/group%2fname");
            assertThat(server.only().line()).isEqualTo("GET /projects/group%2Fname HTTP/1.1");
        }
    }
}
