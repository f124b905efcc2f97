package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.PluginData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The data of a capability, which takes down what it forgets. */
public final class ForgottenData implements PluginData {
    public final List<String> forgotten = new ArrayList<>();
    private final CleanupDebts debts;

    public ForgottenData(CleanupDebts debts) {
        this.debts = debts;
    }

    public void settle(String capability) {
        debts.settle(capability, this);
    }

    @Override
    public void prepare(PluginId plugin, Map<String, byte[]> files) {
        // It fits every version.
    }

    @Override
    public void forget(String slug) {
        forgotten.add(slug);
    }
}
