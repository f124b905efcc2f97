package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.MessageConstraintException;

/** What a guest hears of a connection that failed. */
final class Failure {
    private Failure() {
    }

    static GateException of(IOException failed, Line line, Deadline deadline) {
        if (deadline.passed() || Thread.currentThread().isInterrupted()) {
            return Deadline.timeout();
        }
        if (line.wasCut()) {
            return new GateException(Errno.EUNAVAILABLE, "the http capability was stopped during the request; try again");
        }
        if (failed instanceof BoundedStream.Exceeded || failed instanceof MessageConstraintException) {
            return headTooBig();
        }
        if (failed instanceof SSLException) {
            return new GateException(Errno.EUNAVAILABLE, "no TLS connection: the server's certificate is not valid for the host,"
                    + " or it speaks no TLS that is taken");
        }
        return new GateException(Errno.EUNAVAILABLE, "no connection to the host, or it ended before the response did");
    }

    static GateException headTooBig() {
        return new GateException(Errno.ETOOBIG, "the response has more, or more bytes of, headers than header.count and header.bytes"
                + " in dev.tollgate.http allow");
    }

    static GateException notHttp() {
        return new GateException(Errno.EUNAVAILABLE, "the response is not valid HTTP/1.1");
    }
}
