package dev.tollgate.ingress.websocket.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;

/** Somebody else's WebSocket server, which sends back what it gets. */
final class EchoServer extends WebSocketServer implements AutoCloseable {
    private final CountDownLatch started = new CountDownLatch(1);
    /** Of every connection that ended, in whatever order the server noticed. */
    final Queue<Integer> codes = new ConcurrentLinkedQueue<>();

    EchoServer() throws InterruptedException {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        setDaemon(true);
    }

    EchoServer running(SSLContext tls) throws InterruptedException {
        if (tls != null) {
            setWebSocketFactory(new DefaultSSLWebSocketServerFactory(tls));
        }
        start();
        if (!started.await(Bed.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not start");
        }
        return this;
    }

    @Override
    public void onOpen(WebSocket client, ClientHandshake handshake) {
        client.send("welcome");
    }

    @Override
    public void onMessage(WebSocket client, String text) {
        if (text.equals("leave")) {
            client.close(4_000, "as you wish");
        } else {
            client.send(text);
        }
    }

    @Override
    public void onClose(WebSocket client, int code, String reason, boolean remote) {
        codes.add(code);
    }

    @Override
    public void onError(WebSocket client, Exception failure) {
        // a client without trust hangs up
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void close() throws InterruptedException {
        stop(1_000);
    }
}
