package dev.tollgate.lifecycle.internal.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Constants;

/**
 * The services of a whiteboard, by the names that a property of theirs holds. Of several for one name it is the one of the highest ranking,
 * and of those the one that was there first. Who looks is never held up by who comes or goes.
 */
final class Ranked<T> {
    private record Entry<T>(T service, List<String> names, int ranking, long id) {
        private static final Comparator<Entry<?>> BEST_LAST = Comparator.<Entry<?>>comparingInt(Entry::ranking)
                .thenComparing(Comparator.<Entry<?>>comparingLong(Entry::id).reversed());
    }

    private final String property;
    private final Map<Long, Entry<T>> entries = new ConcurrentHashMap<>();

    Ranked(String property) {
        this.property = property;
    }

    /** Also for one whose properties have changed. */
    void add(T service, Map<String, Object> properties) {
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0;
        entries.put(id(properties), new Entry<>(service, names(properties.get(property)), ranking, id(properties)));
    }

    void remove(Map<String, Object> properties) {
        entries.remove(id(properties));
    }

    Optional<T> best(String name) {
        return entries.values().stream().filter(entry -> entry.names().contains(name)).max(Entry.BEST_LAST).map(Entry::service);
    }

    boolean has(T service) {
        return entries.values().stream().anyMatch(entry -> entry.service() == service);
    }

    /** All that are served, in the order of the alphabet. */
    TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
        entries.values().forEach(entry -> names.addAll(entry.names()));
        return names;
    }

    private static long id(Map<String, Object> properties) {
        return (Long) properties.get(Constants.SERVICE_ID);
    }

    /** A property is one text, or several. */
    private static List<String> names(Object value) {
        if (value instanceof String[] several) {
            return List.of(several);
        }
        List<String> names = new ArrayList<>();
        if (value instanceof Iterable<?> several) {
            several.forEach(each -> names.add(String.valueOf(each)));
        } else if (value != null) {
            names.add(value.toString());
        }
        return names;
    }
}
