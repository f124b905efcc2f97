package dev.tollgate.capability.kv.internal;

import dev.tollgate.abi.kv.KvKey;
import dev.tollgate.capability.kv.KvGate;
import java.util.ArrayList;
import java.util.List;

/** Keys as a guest is shown them. */
final class Pages {
    /** As JSON a key can have six times its bytes. */
    static final int MOST_BYTES = 64 << 10;

    private Pages() {
    }

    /** As many as fit. The cursor is the page's last key: it stays right whatever is written between two pages. */
    static KvGate.Page first(List<KvKey> keys, int most) {
        List<String> page = new ArrayList<>();
        int bytes = 0;
        for (KvKey key : keys) {
            bytes += key.utf8().length;
            if (page.size() == most || bytes > MOST_BYTES) {
                return new KvGate.Page(List.copyOf(page), page.get(page.size() - 1));
            }
            page.add(key.text());
        }
        return new KvGate.Page(List.copyOf(page), "");
    }
}
