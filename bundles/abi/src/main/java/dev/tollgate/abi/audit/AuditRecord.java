package dev.tollgate.abi.audit;

import dev.tollgate.abi.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A decision on record, one link of a chain.
 *
 * @param number   1 for the first of a store, and one more for each that follows
 * @param previous the hash of the record before it
 * @param hash     of everything else in it
 */
public record AuditRecord(long number, Decision decision, Digest previous, Digest hash) {
    /** What stands before the first record. */
    public static final Digest NOTHING = new Digest("0".repeat(64));

    /** The record of a decision that comes after those that are there. @param last the number of the last one; 0 where there is none */
    public static AuditRecord after(long last, Digest previous, Decision decision) {
        return new AuditRecord(last + 1, decision, previous, hash(last + 1, decision, previous));
    }

    /** Whether it is as it was written. */
    public boolean intact() {
        return hash.equals(hash(number, decision, previous));
    }

    private static Digest hash(long number, Decision decision, Digest previous) {
        MessageDigest hash = Digest.sha256();
        hash.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(number).putLong(decision.at().toEpochMilli()).flip());
        add(hash, Optional.of(previous.hex()));
        add(hash, Optional.of(decision.by()));
        add(hash, Optional.of(decision.verb()));
        add(hash, decision.slug());
        add(hash, Optional.of(decision.object()));
        add(hash, decision.before());
        add(hash, decision.after());
        return Digest.of(hash);
    }

    /** With its length, so that no two records are the same bytes. */
    private static void add(MessageDigest hash, Optional<String> text) {
        byte[] bytes = text.map(present -> present.getBytes(StandardCharsets.UTF_8)).orElse(null);
        hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes == null ? -1 : bytes.length).flip());
        if (bytes != null) {
            hash.update(bytes);
        }
    }
}
