package dev.tollgate.abi.audit;

import dev.tollgate.abi.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What looking through the whole record of a store came to. That its end is there shows only who wrote down an earlier {@code last} and
 * {@code hash} elsewhere.
 *
 * @param store  which one
 * @param first  the number of the first record; 0 where there is none
 * @param last   the number of the last one that is as it was written
 * @param hash   of that one
 * @param broken what is wrong behind it; empty where nothing is
 */
public record AuditCheck(String store, long first, long last, Digest hash, Optional<String> broken) {
    /** Reads all of it, a part at a time. */
    public static AuditCheck of(String name, AuditStore store) {
        AuditCheck check = new AuditCheck(name, 0, 0, AuditRecord.NOTHING, Optional.empty());
        List<AuditRecord> part = store.after(0, AuditFilter.MOST);
        while (!part.isEmpty()) {
            for (AuditRecord record : part) {
                check = check.with(record);
                if (check.broken.isPresent()) {
                    return check;
                }
            }
            part = store.after(check.last, AuditFilter.MOST);
        }
        return check;
    }

    private AuditCheck with(AuditRecord record) {
        // Whoever archived the beginning took away what the first record's predecessor was.
        boolean begins = first == 0;
        if (!begins && record.number() != last + 1) {
            return broken("record " + (last + 1) + " is missing");
        }
        if (!begins && !record.previous().equals(hash) || record.number() == 1 && !record.previous().equals(AuditRecord.NOTHING)) {
            return broken("record " + record.number() + " does not follow the one before it: one of the two was changed or put in");
        }
        if (!record.intact()) {
            return broken("record " + record.number() + " is not as it was written");
        }
        return new AuditCheck(store, begins ? record.number() : first, record.number(), record.hash(), Optional.empty());
    }

    private AuditCheck broken(String why) {
        return new AuditCheck(store, first, last, hash, Optional.of(why));
    }
}
