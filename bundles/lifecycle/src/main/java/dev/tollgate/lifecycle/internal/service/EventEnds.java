package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.IngressResult;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who waits on this node for the ends of durable events: of the newest {@value #MOST}. Another node may be the one that knows them. */
final class EventEnds {
    static final int MOST = 10_000;

    private final Map<String, EventEnd> open = new LinkedHashMap<>();

    synchronized EventEnd open(String key) {
        EventEnd end = open.computeIfAbsent(key, unknown -> new EventEnd());
        if (open.size() > MOST) {
            Iterator<String> oldest = open.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return end;
    }

    void complete(String key, IngressResult result) {
        EventEnd end;
        synchronized (this) {
            end = open.remove(key);
        }
        if (end != null) {
            end.complete(result);
        }
    }
}
