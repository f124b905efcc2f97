package dev.tollgate.ingress.websocket.internal.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;

/**
 * One connection, from dialling to its end: a thread that connects and then reads, and one that writes. The next message is not read
 * before it is asked for; until then the server's are held up by TCP.
 */
public final class Line {
    private static final Duration LAST_WORD = Duration.ofSeconds(2);
    private static final int DRAINED = 8_192;

    private final Dial dial;
    private final Ear ear;
    private final Outgoing out;
    private final Executor threads;
    private final RandomGenerator random;
    private final Semaphore asked = new Semaphore(0);
    private final CountDownLatch written = new CountDownLatch(1);
    private Socket plain;
    private boolean aborted;

    /** Hears of a connection, on the thread that reads: it must not wait. The last call is one of {@code closed} and {@code failed}. */
    public interface Ear {
        /** @param subprotocol empty where the server chose none */
        void opened(String subprotocol);

        void text(byte[] utf8);

        /** A message that is no text. */
        void binary();

        /** The server is alive. */
        void heard();

        void closed(int code, String reason);

        void failed(Trouble why);
    }

    /** @param threads where it runs two at a time, for as long as it lasts */
    public Line(Dial dial, Ear ear, Outgoing out, Executor threads, RandomGenerator random) {
        this.dial = dial;
        this.ear = ear;
        this.out = out;
        this.threads = threads;
        this.random = random;
    }

    public void start() {
        threads.execute(this::run);
    }

    /** Reads one more message. */
    public void ask() {
        asked.release();
    }

    /** Ends it without a word. */
    public void abort() {
        Socket socket;
        synchronized (this) {
            aborted = true;
            socket = plain;
        }
        out.end();
        asked.release();
        hangUp(socket);
    }

    private void run() {
        try {
            Socket socket = dial.connect(this::use);
            BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
            String subprotocol = new Handshake(dial.uri(), dial.subprotocols(), dial.headers(), random).shake(in, socket.getOutputStream());
            threads.execute(() -> write(socket));
            ear.opened(subprotocol);
            Message.Close goodbye = read(new FrameReader(in, dial.mostBytes()));
            lastWord(goodbye.code());
            drain(false);
            abort();
            ear.closed(goodbye.code(), goodbye.reason());
        } catch (IOException | RuntimeException | Error | InterruptedException failure) {
            // Also an error is told: a session whose line just went silent would never be made anew.
            Trouble trouble = trouble(failure);
            if (trouble.code() != CloseCode.LOST) {
                lastWord(trouble.code());
                drain(true);
            }
            abort();
            ear.failed(trouble);
        }
    }

    private Message.Close read(FrameReader frames) throws IOException, InterruptedException {
        while (true) {
            asked.acquire();
            for (boolean data = false; !data;) {
                Optional<Message> message = frames.next();
                ear.heard();
                if (message.isEmpty() || message.get() instanceof Message.Pong) {
                    continue;
                }
                if (message.get() instanceof Message.Close goodbye) {
                    return goodbye;
                }
                if (message.get() instanceof Message.Ping ping) {
                    out.pong(ping.payload());
                } else if (message.get() instanceof Message.Text text) {
                    data = true;
                    ear.text(text.utf8());
                } else {
                    data = true;
                    ear.binary();
                }
            }
        }
    }

    private void write(Socket socket) {
        try {
            OutputStream stream = socket.getOutputStream();
            for (Frame frame = out.take(); frame != null; frame = out.take()) {
                stream.write(frame.bytes(random));
                stream.flush();
            }
        } catch (IOException lost) {
            abort();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            abort();
        } finally {
            written.countDown();
        }
    }

    /** A server that does not read does not get it, and is not waited for. */
    private void lastWord(int code) {
        out.close(code, "");
        try {
            written.await(LAST_WORD.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Lets the server hang up first (RFC 6455, section 7.1.1). What was not read would make TCP reset the connection, and it might never see
     * why it was closed.
     */
    private void drain(boolean half) {
        long until = System.nanoTime() + LAST_WORD.toNanos();
        try {
            if (half) {
                plain.shutdownOutput();
            }
            plain.setSoTimeout((int) LAST_WORD.toMillis());
            InputStream rest = plain.getInputStream();
            byte[] nothing = new byte[DRAINED];
            while (rest.read(nothing) >= 0 && System.nanoTime() < until) {
                continue;
            }
        } catch (IOException gone) {
            // it did not want to hear it
        }
    }

    private void use(Socket socket) {
        boolean late;
        synchronized (this) {
            plain = socket;
            late = aborted;
        }
        if (late) {
            hangUp(socket);
        }
    }

    /** The plain one also under TLS: closing that one could wait for a write that nobody reads. */
    private static void hangUp(Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException gone) {
            // there is nothing left to close
        }
    }

    private static Trouble trouble(Throwable failure) {
        if (failure instanceof Trouble known) {
            return known;
        }
        return new Trouble(failure instanceof UnknownHostException ? "the server's name is not known"
                : failure instanceof SSLException ? "no trust in the server: its certificate or its TLS is not accepted"
                : failure instanceof ConnectException || failure instanceof SocketTimeoutException ? "the server cannot be reached"
                : "the connection was lost", failure);
    }
}
