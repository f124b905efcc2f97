package dev.tollgate.lifecycle;

/**
 * Who provides a gate now.
 *
 * @param gate   such as {@code tollgate:kv@1}
 * @param bundle its bundle's symbolic name and version
 * @param inside calls that are in it now
 */
public record GateProvider(String gate, String bundle, int inside) {
}
