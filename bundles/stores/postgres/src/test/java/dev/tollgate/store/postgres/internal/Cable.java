package dev.tollgate.store.postgres.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What lies between a node and the server. While it is cut nothing passes, and nobody is told: bytes wait, as on a lost network. */
final class Cable implements AutoCloseable {
    private final ServerSocket nodeSide = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final int server;
    private boolean cut;

    Cable(int server) throws IOException {
        this.server = server;
        start(this::accept);
    }

    int port() {
        return nodeSide.getLocalPort();
    }

    synchronized void cut() {
        cut = true;
    }

    synchronized void mend() {
        cut = false;
        notifyAll();
    }

    @Override
    public void close() throws IOException {
        nodeSide.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        mend();
    }

    private synchronized void passable() throws InterruptedException {
        while (cut) {
            wait();
        }
    }

    private void accept() throws Exception {
        while (true) {
            Socket node = nodeSide.accept();
            sockets.add(node);
            start(() -> connect(node));
        }
    }

    private void connect(Socket node) throws Exception {
        passable();
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
        behind.setTcpNoDelay(true);
        node.setTcpNoDelay(true);
        sockets.add(behind);
        start(() -> pass(node, behind));
        pass(behind, node);
    }

    private void pass(Socket from, Socket to) throws Exception {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                passable();
                out.write(bytes, 0, read);
            }
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void start(Step step) {
        Thread thread = new Thread(() -> {
            try {
                step.run();
            } catch (Exception ended) {
                // One of its ends was closed.
            }
        }, "cable");
        thread.setDaemon(true);
        thread.start();
    }
}
