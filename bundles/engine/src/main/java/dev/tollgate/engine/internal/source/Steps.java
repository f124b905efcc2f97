package dev.tollgate.engine.internal.source;

/** How much of a module's line tables is read: what is there to keep a host busy is left unread. */
final class Steps {
    private final int most;
    private int left;

    Steps(int most) {
        this.most = most;
        this.left = most;
    }

    /** @throws MalformedDwarfException when there are none left */
    void take(int count) {
        if (left < count) {
            left = 0;
            throw new MalformedDwarfException();
        }
        left -= count;
    }

    boolean over() {
        return left == 0;
    }

    int taken() {
        return most - left;
    }
}
