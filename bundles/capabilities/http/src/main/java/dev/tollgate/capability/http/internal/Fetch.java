package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.http.HttpScope;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request with its redirects. Each hop goes through the same steps, the first like the last: scope, one look-up, egress guard, a
 * connection to an address that was looked at.
 */
final class Fetch {
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");

    private final Lookups lookups;
    private final AddressGuard guard;
    private final Connector connector;
    private final ResponseMemory memory;

    Fetch(Lookups lookups, AddressGuard guard, Connector connector, ResponseMemory memory) {
        this.lookups = lookups;
        this.guard = guard;
        this.connector = connector;
        this.memory = memory;
    }

    /** @param most how many redirects to follow */
    byte[] fetch(String plugin, HttpScope scope, Hop first, int most, Deadline deadline) throws GateException {
        if (first.body().length > 0 && WITHOUT_BODY.contains(first.method())) {
            throw new GateException(Errno.EINVAL, first.method() + " has no body");
        }
        Hop hop = first;
        for (int redirects = 0;; redirects++) {
            ScopeCheck.check(scope, hop);
            List<InetAddress> addresses = lookups.resolve(plugin, hop.target().host(), deadline);
            guard.check(hop.target().host(), addresses);
            try (Exchange exchange = connector.open(hop.target(), addresses, deadline)) {
                Answer answer = exchange.send(hop);
                Optional<Hop> next = redirects < most ? hop.redirected(answer.status(), answer.headers()) : Optional.empty();
                if (next.isEmpty()) {
                    return result(plugin, exchange, answer, hop, redirects);
                }
                hop = next.get();
            }
        }
    }

    private byte[] result(String plugin, Exchange exchange, Answer answer, Hop last, int redirects) throws GateException {
        ContentDecoding decoding = ContentDecoding.of(last, answer);
        try (Body body = new Body(memory, plugin)) {
            exchange.read(body, decoding);
            return body.after(AnswerWriter.write(answer, last.target(), redirects, decoding));
        }
    }
}
