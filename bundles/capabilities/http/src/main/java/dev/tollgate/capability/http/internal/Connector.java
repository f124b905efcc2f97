package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connects to addresses, never to names: what was checked is what is connected to. TLS checks the certificate against the name all
 * the same. A connection serves one request, so plugins share none.
 */
final class Connector {
    private static final int MOST_ADDRESSES = 4;

    private final Lines lines;
    private final SSLSocketFactory tls;
    private final Bounds bounds;

    Connector(Lines lines, SSLSocketFactory tls, Bounds bounds) {
        this.lines = lines;
        this.tls = tls;
        this.bounds = bounds;
    }

    /** @param addresses tried one after the other */
    Exchange open(Target target, List<InetAddress> addresses, Deadline deadline) throws GateException {
        GateException failure = null;
        for (InetAddress address : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
            deadline.check();
            try {
                return open(target, new InetSocketAddress(address, target.port()), deadline);
            } catch (GateException failed) {
                failure = failed;
            }
        }
        throw failure;
    }

    private Exchange open(Target target, InetSocketAddress address, Deadline deadline) throws GateException {
        Line line = null;
        try {
            line = lines.open(deadline);
            long patience = Math.min(bounds.connect().toMillis(), deadline.left().toMillis() + 1);
            line.socket().connect(address, (int) Math.max(1, patience));
            line.socket().setTcpNoDelay(true);
            return new Exchange(line, new Wire(target.secure() ? secured(line.socket(), target) : line.socket(), bounds), bounds, deadline);
        } catch (IOException failed) {
            if (line == null) {
                throw new GateException(Errno.EUNAVAILABLE, "no connection can be made at the moment");
            }
            line.close();
            throw Failure.of(failed, line, deadline);
        }
    }

    private Socket secured(Socket socket, Target target) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, target.host().plain(), target.port(), false);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }
}
