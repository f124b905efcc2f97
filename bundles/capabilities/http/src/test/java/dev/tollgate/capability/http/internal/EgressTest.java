package dev.tollgate.capability.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class EgressTest {
    private static final String[] CLOSED = {"0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "100.127.255.255", "127.0.0.1", "127.1.2.3",
        "169.254.0.1", "169.254.169.254", "169.254.170.2", "168.63.129.16", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1",
        "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "[::]", "[::1]", "[::7f00:1]", "[::808:808]", "[64:ff9b::a00:1]", "[64:ff9b::808:808]", "[64:ff9b:1::1]", "[100::1]", "[2001::1]", "[2001:2::1]",
        "[2001:20::1]", "[2001:db8::1]", "[2002:7f00:1::]", "[2002:808:808::]", "[3fff::1]", "[5f00::1]", "[fc00::1]", "[fd00:ec2::254]", "[fe80::1]",
        "[fec0::1]", "[ff02::1]"};
    private static final String[] PUBLIC = {"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.167.255.255",
        "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "[2606:4700:4700::1111]", "[2001:4860:4860::8888]", "[2a00::1]"};

    private final AddressGuard guard = guard();

    @Test
    void a37AddressesThatAreNoPublicPlaceAreClosedUntilAnOperatorOpensThem() throws Exception {
        for (String closed : CLOSED) {
            assertThatThrownBy(() -> check(guard, closed)).as(closed).isInstanceOf(GateException.class).hasMessageContaining("open.addresses");
        }
        for (String open : PUBLIC) {
            check(guard, open);
        }
        check(guard("10.0.0.0/8", "fd00::/8"), "10.255.0.1");
        check(guard("fd00::/8"), "[fd12::1]");
        check(guard("0.0.0.0/0"), "127.0.0.1");
        assertThatThrownBy(() -> check(guard("10.0.0.0/9"), "10.128.0.1")).isInstanceOf(GateException.class);
    }

    @Test
    void a37AnIpv4AddressInsideAnIpv6AddressIsCheckedToo() throws Exception {
        AddressGuard translating = guard("64:ff9b::/96", "2002::/16", "2001::/32");
        check(translating, "[64:ff9b::808:808]");
        check(translating, "[2002:808:808::1]");
        check(translating, "[2001::f7f7:f7f7]");
        for (String inner : new String[] {"[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[2002:a00:1::1]", "[2001:0:1:1:1:1:80ff:fffe]"}) {
            assertThatThrownBy(() -> check(translating, inner)).as(inner).isInstanceOf(GateException.class);
        }
        // What the class library makes of a mapped address is an IPv4 address; it never gets past the guard as anything else.
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
        assertThatThrownBy(() -> guard.check(HostName.parse("a.example"), List.of(InetAddress.getByAddress(mapped)))).isInstanceOf(GateException.class);
    }

    @Test
    void a37OneClosedAddressAmongOthersClosesTheName() {
        assertThatThrownBy(() -> guard.check(HostName.parse("a.example"), List.of(literal("8.8.8.8"), literal("10.0.0.1")))).isInstanceOf(GateException.class);
        assertThatThrownBy(() -> guard.check(HostName.parse("a.example"), List.of())).isInstanceOf(GateException.class);
    }

    @Test
    void a37TheNodesOwnPublicAddressIsClosed() throws Exception {
        InetAddress own = literal("8.8.4.4");
        AddressGuard here = new AddressGuard(List.of(), own::equals);
        assertThatThrownBy(() -> check(here, "8.8.4.4")).isInstanceOf(GateException.class);
        check(here, "8.8.8.8");
        check(new AddressGuard(List.of(AddressRange.parse("8.8.4.4/32")), own::equals), "8.8.4.4");
    }

    @Test
    void a37HostsThatOnlySomeResolversTakeForAddressesAreNoHosts() throws Exception {
        try (Bed bed = new Bed(Bed.BOUNDS, name -> {
            throw new AssertionError("nothing is looked up, not even " + name);
        })) {
            for (String host : new String[] {"2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.1", "127.0.0.01", "127.0.0.256", "1.2.3.4.5",
                "127.0.0.1.", "api.example.com.", "a.0x", "a.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::1%25lo]", "[::1", "::1", "[]", "[1:2]",
                "xn--", "-", "a..b", ".a", "api%2eexample.com", "api.example.com%00.evil.org", "api.example.com\u3002evil", "\uff41pi.example.com",
                "\u24d0.example", "127\u30020\u30020\u30021", "api.ex\u0430mple.com", "a_b.example", "a b", "\u212aelvin.example", ""}) {
                bed.refused(Errno.EINVAL, "http://" + host + "/");
            }
            for (String url : new String[] {"http://api.example.com@evil.example/", "http://user:pw@api.example.com/", "http://@api.example.com/",
                "http://api.example.com:/", "http://api.example.com:0/", "http://api.example.com:65536/", "http://api.example.com:080/",
                "http://api.example.com:99999999999/", "http://api.example.com:8 0/", "http://api.example.com:+80/", "http://api.example.com:80:80/",
                "http://api.example.com\\@evil.example/", "http:\\\\api.example.com/", "http:/api.example.com/", "http:api.example.com", "//api.example.com/",
                "ftp://api.example.com/", "file:///etc/passwd", "jar:http://api.example.com/", " http://api.example.com/", "http://api.example.com/\n",
                "ht\ttp://api.example.com/", "http://api.example.com/\r\nX: y", "", "http://", "https:///x", "http://api.example.com/" + "a".repeat(8_192)}) {
                bed.refused(Errno.EINVAL, url);
            }
            // A name in another alphabet has another ASCII form, and the scope does not have that one.
            assertThat(bed.refused(Errno.EPERM, "http://xn--api-hmd.example.com/")).hasMessageEndingWith(": hosts");
            assertThat(bed.refused(Errno.EPERM, "http://evil.example#@api.example.com/")).hasMessageEndingWith(": hosts");
            assertThat(bed.refused(Errno.EPERM, "http://evil.example?@api.example.com/")).hasMessageEndingWith(": hosts");
        }
    }

    @Test
    void a38MetadataServicesAreClosedByAddressAndByName() throws Exception {
        Resolver publicly = Bed.resolver(name -> "8.8.8.8");
        try (Bed bed = new Bed(Bed.BOUNDS, publicly, (SSLSocketFactory) SSLSocketFactory.getDefault())
                .hosts("169.254.169.254", "[fd00:ec2::254]", "metadata.google.internal", "100.100.100.200", "168.63.129.16", "192.0.0.192")) {
            for (String host : new String[] {"169.254.169.254", "[fd00:ec2::254]", "metadata.google.internal", "METADATA.google.internal", "100.100.100.200",
                "168.63.129.16", "192.0.0.192"}) {
                bed.refused(Errno.EPERM, "http://" + host + "/latest/meta-data/");
            }
        }
        guard("169.254.169.254/32").check(HostName.parse("metadata.google.internal"), List.of(literal("169.254.169.254")));
    }

    @Test
    void loopbackIsClosedWhereNobodyOpenedIt() throws Exception {
        try (HostileServer server = HostileServer.ok("secret");
                Bed bed = new Bed(Bed.BOUNDS, Bed.LOOPBACK, (SSLSocketFactory) SSLSocketFactory.getDefault()).hosts("api.example.com", "127.0.0.1")
                        .ports(server)) {
            bed.refused(Errno.EPERM, "http://api.example.com:" + server.port() + "/");
            bed.refused(Errno.EPERM, "http://127.0.0.1:" + server.port() + "/");
            assertThat(server.requests()).isEmpty();
        }
    }

    /** A36: the first answer is a server that may be reached, any later one is not; a second look-up would go there, or be refused. */
    @Test
    void a36ANameIsLookedUpOnceAndTheAddressThatWasCheckedIsConnectedTo() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        Resolver rebinding = name -> List.of(literal(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "10.0.0.1"));
        try (HostileServer server = HostileServer.ok("first"); Bed bed = new Bed(Bed.BOUNDS, rebinding).ports(server)) {
            assertThat(bed.get("http://api.example.com:" + server.port() + "/").text()).isEqualTo("first");
            assertThat(lookups).hasValue(1);
            bed.refused(Errno.EPERM, "http://api.example.com:" + server.port() + "/");
            assertThat(lookups).hasValue(2);
        }
    }

    @Test
    void a36EachRedirectLooksItsNameUpAgainAndIsCheckedAgain() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        Resolver rebinding = name -> List.of(literal(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254"));
        try (HostileServer server = HostileServer.redirecting(302, "/again"); Bed bed = new Bed(Bed.BOUNDS, rebinding).ports(server)) {
            assertThat(bed.refused(Errno.EPERM, "http://api.example.com:" + server.port() + "/")).hasMessageContaining("open.addresses");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void whereOneAddressOfAHostDoesNotAnswerTheNextOneIsTried() throws Exception {
        try (HostileServer server = HostileServer.ok("second"); Bed bed = new Bed(Bed.BOUNDS, Bed.resolver(name -> "127.9.9.9 127.0.0.1")).ports(server)) {
            assertThat(bed.get("http://api.example.com:" + server.port() + "/").text()).isEqualTo("second");
        }
    }

    private static AddressGuard guard(String... open) {
        return new AddressGuard(HttpCapability.ranges(open), address -> false);
    }

    private static void check(AddressGuard guard, String address) throws GateException {
        HostName host = HostName.parse(address);
        guard.check(host, List.of(host.literal()));
    }

    private static InetAddress literal(String text) {
        return HostName.parse(text).literal();
    }
}
