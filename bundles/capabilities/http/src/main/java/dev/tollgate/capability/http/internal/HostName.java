package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.PlainText;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The host of a URL in its one form: a name in lower case, or an address. What some resolvers take for an address though it is not
 * written as one ({@code 2130706433}, {@code 0x7f.1}, {@code 0177.0.0.1}) is no host at all, so no resolver gets to see it.
 *
 * @param text    as it stands in a URL; IPv6 addresses in brackets, all eight groups
 * @param literal the address, or null for a name
 */
public record HostName(String text, InetAddress literal) {
    private static final int MOST = 253;
    private static final Pattern LABELS = Pattern.compile(
            "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*+");
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9A-Fa-f]*)");
    private static final String OCTET = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:]{2,39}]");

    /** @throws IllegalArgumentException for anything else than a name in ASCII or an address as the standards write it */
    public static HostName parse(String text) {
        if (text.startsWith("[")) {
            return ipv6(text);
        }
        if (text.length() > MOST || !LABELS.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + shown(text) + "' is not a host name: labels of letters, digits and hyphens,"
                    + " no dot at the end, other letters in their xn-- form");
        }
        if (!ENDS_IN_NUMBER.matcher(text).matches()) {
            return new HostName(text.toLowerCase(Locale.ROOT), null);
        }
        if (!IPV4.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not an IPv4 address: four numbers up to 255, decimal, no zeros in front");
        }
        return new HostName(text, address(text));
    }

    /** The name or address without brackets, as certificates have it. */
    String plain() {
        return text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
    }

    private static HostName ipv6(String text) {
        if (!IPV6.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + shown(text) + "' is not an IPv6 address: hexadecimal groups in brackets, no zone");
        }
        InetAddress address = address(text.substring(1, text.length() - 1));
        if (address instanceof Inet4Address) {
            throw new IllegalArgumentException("'" + text + "' is an IPv4 address: it is written as one");
        }
        return new HostName("[" + address.getHostAddress() + "]", address);
    }

    /** Of a text that can only be an address, so that nothing is looked up. */
    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException("'" + text + "' is not an IP address", malformed);
        }
    }

    private static String shown(String text) {
        return PlainText.of(text.length() > MOST ? text.substring(0, MOST) + "..." : text);
    }

    @Override
    public String toString() {
        return text;
    }
}
