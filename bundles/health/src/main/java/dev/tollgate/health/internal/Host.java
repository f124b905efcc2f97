package dev.tollgate.health.internal;

import java.time.Clock;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The services of this node as they are at the moment of a check. */
interface Host {
    /**
     * Asks every service of a type.
     *
     * @param ask told the service's {@code tollgate.store}, empty where it has none, and the service
     * @return how many there were
     */
    <T> int each(Class<T> type, BiConsumer<String, T> ask);

    /** Asks the service of a type that is ranked first; false where there is none. */
    <T> boolean first(Class<T> type, Consumer<T> ask);

    /** What the services of a type say under a property; they are not asked for. */
    Set<String> values(Class<?> type, String property);

    Clock clock();

    /** Asks the one service of a type. That there is none is said. */
    default <T> void ask(Class<T> type, Findings findings, Consumer<T> ask) {
        if (!first(type, ask)) {
            findings.red("nobody provides " + type.getSimpleName()
                    + ": the bundle that does is missing, or could not start; the log and its configuration say why");
        }
    }
}
