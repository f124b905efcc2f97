package dev.tollgate.ingress.websocket.internal.wire;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * What one connection is still to send. Texts wait in their order, at most so many, those for which a place is only reserved included;
 * of pongs only the newest waits, as RFC 6455, section 5.5.3, allows: a flood of pings makes no queue.
 */
public final class Outgoing {
    private final int most;
    private final LongSupplier nanos;
    private final Queue<byte[]> texts = new ArrayDeque<>();
    private int reserved;
    private byte[] pong;
    private boolean ping;
    private Frame last;
    private Frame writing;
    private long writingSince;
    private boolean ended;
    private int unsent;
    private long sent;

    public Outgoing(int most, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
    }

    /** Whether there was a place for one more text. */
    public synchronized boolean reserve() {
        boolean room = !ended && last == null && reserved + texts.size() + (writing == null ? 0 : 1) < most;
        reserved += room ? 1 : 0;
        return room;
    }

    public synchronized void cancel() {
        reserved--;
    }

    /** Uses a reserved place. Whether the text will be sent: not when the connection ended or is being closed. */
    public synchronized boolean commit(byte[] text) {
        reserved--;
        if (ended || last != null) {
            return false;
        }
        texts.add(text);
        notifyAll();
        return true;
    }

    public synchronized void ping() {
        ping = true;
        notifyAll();
    }

    /** Says goodbye before anything else that waits, and nothing after it. */
    public synchronized void close(int code, String reason) {
        if (last == null) {
            last = Frame.close(code, reason);
            notifyAll();
        }
    }

    /** Nothing is sent any more; how many texts were not. */
    public synchronized int end() {
        if (!ended) {
            unsent = texts.size() + (writing != null && writing.opcode() == Opcode.TEXT ? 1 : 0);
            ended = true;
            texts.clear();
            notifyAll();
        }
        return unsent;
    }

    /** Texts that were handed to the network. */
    public synchronized long sent() {
        return sent;
    }

    /** For how long the frame that is being written has been, in ns; 0 where none is. */
    public synchronized long stuck() {
        return writing == null ? 0 : nanos.getAsLong() - writingSince;
    }

    synchronized void pong(byte[] payload) {
        pong = payload;
        notifyAll();
    }

    /** Waits for the next frame, and forgets the one before; null when there will be none. */
    synchronized Frame take() throws InterruptedException {
        if (!ended && writing != null && writing.opcode() == Opcode.TEXT) {
            sent++;
        }
        boolean goodbye = writing != null && writing.opcode() == Opcode.CLOSE;
        writing = null;
        Frame next = null;
        while (!ended && !goodbye && (next = poll()) == null) {
            wait();
        }
        writing = next;
        writingSince = nanos.getAsLong();
        return next;
    }

    private Frame poll() {
        if (last != null) {
            return last;
        }
        if (pong != null) {
            Frame frame = new Frame(Opcode.PONG, pong);
            pong = null;
            return frame;
        }
        if (ping) {
            ping = false;
            return new Frame(Opcode.PING, new byte[0]);
        }
        return texts.isEmpty() ? null : Frame.text(texts.remove());
    }
}
