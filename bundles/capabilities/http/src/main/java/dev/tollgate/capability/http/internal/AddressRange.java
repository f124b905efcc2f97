package dev.tollgate.capability.http.internal;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses that share their first bits, as in {@code 10.0.0.0/8} or {@code fd00::/8}. */
record AddressRange(InetAddress base, int bits) {
    private static final Pattern SHAPE = Pattern.compile("([0-9A-Fa-f.:]+)/([0-9]{1,3})");

    AddressRange {
        int most = base.getAddress().length * Byte.SIZE;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("a prefix has 0 to " + most + " bits, not " + bits);
        }
    }

    /** @throws IllegalArgumentException for anything else than an address, a slash and a number of bits */
    static AddressRange parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a range like 10.0.0.0/8 or fd00::/8");
        }
        String base = shape.group(1);
        InetAddress address = HostName.parse(base.indexOf(':') < 0 ? base : "[" + base + "]").literal();
        if (address == null) {
            throw new IllegalArgumentException("'" + text + "' is not a range like 10.0.0.0/8 or fd00::/8");
        }
        return new AddressRange(address, Integer.parseInt(shape.group(2)));
    }

    boolean contains(InetAddress address) {
        byte[] these = base.getAddress();
        byte[] those = address.getAddress();
        if (these.length != those.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += Byte.SIZE) {
            int unused = Math.max(0, Byte.SIZE - (bits - bit));
            if ((these[bit / Byte.SIZE] & 0xff) >> unused != (those[bit / Byte.SIZE] & 0xff) >> unused) {
                return false;
            }
        }
        return true;
    }
}
