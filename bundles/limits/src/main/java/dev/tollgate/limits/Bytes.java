package dev.tollgate.limits;

/** A size in bytes. */
public record Bytes(long count) implements Comparable<Bytes> {
    public Bytes {
        if (count < 0) {
            throw new IllegalArgumentException("a size is not negative: " + count);
        }
    }

    public static Bytes ofMiB(long mib) {
        return new Bytes(Math.multiplyExact(mib, 1L << 20));
    }

    @Override
    public int compareTo(Bytes other) {
        return Long.compare(count, other.count);
    }

    @Override
    public String toString() {
        if (count >= 1 << 20 && count % (1 << 20) == 0) {
            return (count >> 20) + " MiB";
        }
        return count >= 1 << 10 && count % (1 << 10) == 0 ? (count >> 10) + " KiB" : count + " bytes";
    }
}
