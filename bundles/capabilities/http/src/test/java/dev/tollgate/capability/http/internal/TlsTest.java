package dev.tollgate.capability.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Errno;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TlsTest {
    private static Tls tls;

    @BeforeAll
    static void certificate() throws Exception {
        tls = Tls.of("api.example.com");
    }

    @AfterAll
    static void gone() throws Exception {
        tls.close();
    }

    @Test
    void theCertificateIsCheckedAgainstTheNameThoughTheAddressIsConnectedTo() throws Exception {
        try (HostileServer server = tls.server((request, out) -> out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes()));
                Bed bed = new Bed(Bed.BOUNDS, Bed.LOOPBACK, tls.client(), "127.0.0.0/8").hosts("*.example.com", "127.0.0.1").ports(server)) {
            assertThat(bed.get("https://api.example.com:" + server.port() + "/").text()).isEqualTo("ok");
            assertThat(bed.refused(Errno.EUNAVAILABLE, "https://www.example.com:" + server.port() + "/")).hasMessageContaining("certificate");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aCertificateForANameIsNoneForAnAddress() throws Exception {
        try (HostileServer server = tls.server((request, out) -> out.write(0));
                Bed bed = new Bed(Bed.BOUNDS, Bed.LOOPBACK, tls.client(), "127.0.0.0/8").hosts("127.0.0.1").ports(server)) {
            assertThat(bed.refused(Errno.EUNAVAILABLE, "https://127.0.0.1:" + server.port() + "/")).hasMessageContaining("certificate");
        }
    }

    @Test
    void aCertificateOfAnUnknownMakerIsRefused() throws Exception {
        try (HostileServer server = tls.server((request, out) -> out.write(0));
                Bed bed = new Bed(Bed.BOUNDS, Bed.LOOPBACK, (SSLSocketFactory) SSLSocketFactory.getDefault(), "127.0.0.0/8").ports(server)) {
            assertThat(bed.refused(Errno.EUNAVAILABLE, "https://api.example.com:" + server.port() + "/")).hasMessageContaining("certificate");
            assertThat(server.requests()).isEmpty();
        }
    }

    /** A23: a server that accepts and then says nothing, before TLS has even begun. */
    @Test
    void a23AHandshakeThatDoesNotComeEndsAtTheDeadline() throws Exception {
        try (SilentServer server = new SilentServer(); Bed bed = new Bed().ports(server.port()).remaining(Duration.ofMillis(300))) {
            bed.refused(Errno.ETIMEOUT, "https://api.example.com:" + server.port() + "/");
            assertThat(bed.capability.connections()).isZero();
        }
    }
}
