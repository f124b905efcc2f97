package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One request of a chain of redirects. */
record Hop(String method, Target target, List<HeaderField> headers, byte[] body) {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int SEE_OTHER = 303;
    private static final int TEMPORARY = 307;

    /**
     * The request that a response asks for, made as browsers make it; empty where it asks for none.
     *
     * @throws GateException EPERM where its Location is no URL, or more than one
     */
    Optional<Hop> redirected(int status, List<HeaderField> answer) throws GateException {
        List<String> locations = answer.stream().filter(header -> header.is("location")).map(HeaderField::value).distinct().toList();
        if (!REDIRECTS.contains(status) || locations.isEmpty()) {
            return Optional.empty();
        }
        Target next;
        try {
            next = target.resolve(locations.get(0));
        } catch (IllegalArgumentException malformed) {
            throw new GateException(Errno.EPERM, "the response redirects to what is not followed: " + malformed.getMessage());
        }
        if (locations.size() > 1) {
            throw new GateException(Errno.EPERM, "the response redirects to several places");
        }
        List<HeaderField> kept = target.sameOrigin(next) ? headers : HeaderRules.withoutCredentials(headers);
        boolean becomesGet = status == SEE_OTHER ? !method.equals("HEAD") : status < TEMPORARY && method.equals("POST");
        if (!becomesGet || method.equals("GET")) {
            return Optional.of(new Hop(method, next, kept, body));
        }
        List<HeaderField> bodiless = kept.stream().filter(header -> !header.name().startsWith("content-")).toList();
        return Optional.of(new Hop("GET", next, bodiless, new byte[0]));
    }

    boolean hasHeader(String name) {
        return headers.stream().anyMatch(header -> header.is(name));
    }
}
