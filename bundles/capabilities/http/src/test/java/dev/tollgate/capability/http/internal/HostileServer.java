package dev.tollgate.capability.http.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/** A server on loopback that writes whatever bytes a test wants, as slowly as it wants, and remembers what it was sent. */
final class HostileServer implements AutoCloseable {
    /** What it does with a request. */
    @FunctionalInterface
    interface Script {
        void answer(Request request, OutputStream out) throws IOException;
    }

    /** A request as it came: its head to the last byte, and its body. */
    record Request(String head, byte[] body) {
        String line() {
            return head.substring(0, head.indexOf("\r\n"));
        }

        List<String> headers(String name) {
            return Arrays.stream(head.split("\r\n")).skip(1)
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip()).toList();
        }
    }

    private static final int PACE_MILLIS = 5;

    private final ServerSocket server;
    private final Script script;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch connected = new CountDownLatch(1);
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    HostileServer(Script script) throws IOException {
        this(ServerSocketFactory.getDefault(), script);
    }

    HostileServer(ServerSocketFactory sockets, Script script) throws IOException {
        this.server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.script = script;
        thread(this::accept);
    }

    /** A server that answers with this text, lines ended by CR LF already. */
    static HostileServer saying(String text) throws IOException {
        return new HostileServer((request, out) -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static HostileServer ok(String body) throws IOException {
        return saying("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    static HostileServer redirecting(int status, String location) throws IOException {
        return saying("HTTP/1.1 " + status + " Elsewhere\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
    }

    int port() {
        return server.getLocalPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    Request only() {
        if (requests.size() != 1) {
            throw new AssertionError("one request was expected, not " + requests);
        }
        return requests.get(0);
    }

    void awaitConnection() throws InterruptedException {
        connected.await();
    }

    /** Lets some time pass; false when the server was stopped. */
    boolean pace() {
        try {
            return !stopped.await(PACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        stopped.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                connected.countDown();
                thread(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = read(socket.getInputStream());
            requests.add(request);
            script.answer(request, socket.getOutputStream());
            socket.getOutputStream().flush();
        } catch (IOException gone) {
            // The client hung up, as it should on such a server.
        }
    }

    private static Request read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        Request request = new Request(head.toString(StandardCharsets.ISO_8859_1), new byte[0]);
        List<String> length = request.headers("content-length");
        return length.isEmpty() ? request : new Request(request.head, in.readNBytes(Integer.parseInt(length.get(0))));
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }
}
