package dev.tollgate.limits;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** How often an invocation called each gate: few gates, and mostly one and the same, so two short arrays. */
final class GateCalls {
    private static final int FEW = 2;

    private String[] gates;
    private int[] counts;
    private int used;

    /** @throws Tripped with {@link Limit#HOST_CALLS} at the first call past the gate's quota, which is not counted */
    void count(String gate, Map<String, Integer> quotas) {
        int at = find(gate);
        Integer quota = quotas.get(gate);
        if (quota != null && counts[at] >= quota) {
            throw new Tripped(Limit.HOST_CALLS, quota, quota + 1L, gate);
        }
        counts[at]++;
    }

    Map<String, Integer> byGate() {
        if (used == 0) {
            return Map.of();
        }
        Map<String, Integer> calls = new HashMap<>();
        for (int i = 0; i < used; i++) {
            calls.put(gates[i], counts[i]);
        }
        calls.values().removeIf(count -> count == 0);
        return Map.copyOf(calls);
    }

    private int find(String gate) {
        for (int i = 0; i < used; i++) {
            if (gates[i].equals(gate)) {
                return i;
            }
        }
        if (used == 0) {
            gates = new String[FEW];
            counts = new int[FEW];
        } else if (used == gates.length) {
            gates = Arrays.copyOf(gates, 2 * used);
            counts = Arrays.copyOf(counts, 2 * used);
        }
        gates[used] = gate;
        return used++;
    }
}
