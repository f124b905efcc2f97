package dev.tollgate.ingress.websocket.internal.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * How to get to a server. No proxy is used, whatever the environment says, and a server with TLS proves its name.
 *
 * @param connect   how long one address may take to accept
 * @param mostBytes of a text from the server
 */
public record Dial(URI uri, List<String> subprotocols, Map<String, String> headers, Duration connect, int mostBytes, SSLSocketFactory tls) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * Connects, and for {@code wss} does the TLS handshake.
     *
     * @param plain told of each socket before it is used, so that closing it ends whatever waits for it
     */
    Socket connect(Consumer<Socket> plain) throws IOException {
        boolean secure = uri.getScheme().equalsIgnoreCase("wss");
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS : HTTP;
        Socket socket = connect(host, port, plain);
        if (!secure) {
            return socket;
        }
        SSLSocket wrapped = (SSLSocket) tls.createSocket(socket, host, port, true);
        SSLParameters parameters = wrapped.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        wrapped.setSSLParameters(parameters);
        wrapped.startHandshake();
        return wrapped;
    }

    private Socket connect(String host, int port, Consumer<Socket> plain) throws IOException {
        IOException last = null;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            Socket socket = new Socket(Proxy.NO_PROXY);
            plain.accept(socket);
            try {
                socket.connect(new InetSocketAddress(address, port), (int) connect.toMillis());
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException unreachable) {
                socket.close();
                last = unreachable;
            }
        }
        throw last;
    }
}
