package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.http.HttpScope;

/** Whether a request lies within what was granted. It is asked for each hop. */
final class ScopeCheck {
    private ScopeCheck() {
    }

    /** @throws GateException EPERM, with the field of the scope that does not permit it */
    static void check(HttpScope scope, Hop hop) throws GateException {
        Target target = hop.target();
        require("hosts", scope.hosts().stream().map(HostPattern::parse).anyMatch(host -> host.permits(target.host())));
        require("schemes", scope.schemes().contains(target.scheme()));
        require("ports", scope.ports().contains(target.port()));
        require("methods", scope.methods().contains(hop.method()));
        require("paths", scope.paths().stream().map(PathPrefix::parse).anyMatch(path -> path.permits(target.path())));
    }

    private static void require(String field, boolean permitted) throws GateException {
        if (!permitted) {
            throw new GateException(Errno.EPERM, "the request, or where it is redirected to, is outside the granted scope: " + field);
        }
    }
}
