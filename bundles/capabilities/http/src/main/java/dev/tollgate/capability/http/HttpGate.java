package dev.tollgate.capability.http;

import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.MaxBytes;
import org.osgi.annotation.versioning.ProviderType;

/** What a plugin that holds {@code http} can do. */
@Gate(name = "http", major = 1, scope = HttpScope.class, perMinute = 60)
@ProviderType
public interface HttpGate {
    /** The most bytes of a request's head. */
    int HEAD_BYTES = 65_536;

    /**
     * Sends one request, follows its redirects, and answers with what came back: one line of JSON ({@code status}, {@code url},
     * {@code redirects}, {@code headers} as a list of pairs), a line feed, and the body as it is. An HTTP status of any kind is a
     * result.
     *
     * @param head JSON: {@code url}; and, where wanted, {@code method} (GET), {@code headers} (an object, or a list of pairs),
     *             {@code timeout_ms}, {@code redirects} (how many to follow, 0 to 3, default 3)
     * @param body what to send; empty for GET and HEAD
     * @throws GateException EPERM (outside the scope, or an address that plugins may not reach), EINVAL (the head), ETOOBIG,
     *                       ETIMEOUT, EUNAVAILABLE (no connection, or no valid answer)
     */
    @GateFunction("request")
    byte[] request(GateCall call, @MaxBytes(HEAD_BYTES) String head, byte[] body) throws GateException;
}
