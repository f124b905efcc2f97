package dev.tollgate.capability.http.internal;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Addresses that are no place of the public Internet: those of the special-purpose registries (RFC 6890 and what it was updated
 * with), and what clouds answer instances on. Of IPv6 all but global unicast (2000::/3) is special.
 */
final class SpecialAddresses {
    private static final List<AddressRange> RANGES = Stream.of(
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
            "240.0.0.0/4",
            // A cloud's channel to its instances, in the middle of public addresses.
            "168.63.129.16/32",
            "::/3", "4000::/2", "8000::/1",
            // Protocol assignments with Teredo and benchmarks, documentation, 6to4.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20").map(AddressRange::parse).toList();

    /** Where an IPv6 address holds an IPv4 address, which is the one that packets get to. */
    private enum Embedded {
        COMPATIBLE("::/96", 12, 0),
        NAT64("64:ff9b::/96", 12, 0),
        SIX_TO_FOUR("2002::/16", 2, 0),
        TEREDO("2001::/32", 12, 0xff);

        private final AddressRange range;
        private final int offset;
        private final int mask;

        Embedded(String range, int offset, int mask) {
            this.range = AddressRange.parse(range);
            this.offset = offset;
            this.mask = mask;
        }

        private InetAddress in(InetAddress address) {
            byte[] bytes = Arrays.copyOfRange(address.getAddress(), offset, offset + 4);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= (byte) mask;
            }
            try {
                return InetAddress.getByAddress(bytes);
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException("four bytes are an IPv4 address", impossible);
            }
        }
    }

    private SpecialAddresses() {
    }

    static boolean contains(InetAddress address) {
        return RANGES.stream().anyMatch(range -> range.contains(address));
    }

    /** The IPv4 address that an IPv6 address stands for. */
    static Optional<InetAddress> embedded(InetAddress address) {
        return address instanceof Inet4Address ? Optional.empty()
                : Arrays.stream(Embedded.values()).filter(form -> form.range.contains(address)).map(form -> form.in(address)).findFirst();
    }
}
