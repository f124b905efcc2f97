package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The egress guard: which addresses plugins reach at all, whatever they were granted. A name one of whose addresses is refused is
 * refused, since no honest name has both kinds.
 *
 * @param open what the operator opened of the addresses that are closed
 * @param own  whether an address is one of this node's own: its services listen there too
 */
record AddressGuard(List<AddressRange> open, Predicate<InetAddress> own) {
    private static final Set<String> METADATA_NAMES = Set.of("metadata.google.internal", "metadata.goog", "instance-data.ec2.internal");
    private static final InetAddress METADATA = HostName.parse("169.254.169.254").literal();

    /** @throws GateException EPERM */
    void check(HostName host, List<InetAddress> addresses) throws GateException {
        boolean metadata = METADATA_NAMES.contains(host.text()) && !permits(METADATA);
        if (metadata || addresses.isEmpty() || !addresses.stream().allMatch(this::permits)) {
            throw new GateException(Errno.EPERM, "the host has an address that plugins may not reach (private, local or reserved);"
                    + " an operator opens ranges with open.addresses in dev.tollgate.http");
        }
    }

    private boolean permits(InetAddress address) {
        boolean opened = open.stream().anyMatch(range -> range.contains(address));
        return (opened || !SpecialAddresses.contains(address) && !own.test(address))
                && SpecialAddresses.embedded(address).map(this::permits).orElse(true);
    }
}
