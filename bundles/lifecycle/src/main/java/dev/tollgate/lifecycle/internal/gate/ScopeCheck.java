package dev.tollgate.lifecycle.internal.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Scope;
import java.util.List;
import java.util.Set;

/**
 * Compares scopes as the gates themselves do. While nobody provides a capability nobody knows what its scopes mean; then only
 * equal ones are known to be no wider.
 */
public final class ScopeCheck {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Gates gates;

    public ScopeCheck(Gates gates) {
        this.gates = gates;
    }

    /** The scope of a grant that is no wider than what was asked; else {@link IllegalArgumentException}. */
    static Scope<?> granted(GateContract contract, String asked, String granted) {
        if (!contract.covers(asked, granted)) {
            throw new IllegalArgumentException("the scope of " + contract.name().capability() + " that was granted, " + granted
                    + ", is wider than what is asked for, " + asked);
        }
        return contract.scope(granted);
    }

    /**
     * @param imports the gates whose functions are imported: other majors of a capability may read its scopes otherwise
     * @throws IllegalArgumentException where present providers cannot read a scope
     */
    public void readable(String capability, Set<GateName> imports, String scope) {
        gates.contracts(capability, imports).forEach(contract -> contract.scope(scope));
    }

    /**
     * @throws IllegalArgumentException where {@code granted} cannot be read, is wider than {@code asked}, or is another one and cannot be
     *                                  compared because nobody provides the capability
     */
    public void narrows(String capability, Set<GateName> imports, String asked, String granted) {
        List<GateContract> contracts = gates.contracts(capability, imports);
        if (contracts.isEmpty() && !same(asked, granted)) {
            throw new IllegalArgumentException("no bundle provides " + capability + " now, so nobody knows whether " + granted
                    + " is narrower than " + asked + ": grant it as it is asked for, or start its provider first");
        }
        contracts.forEach(contract -> granted(contract, asked, granted));
    }

    /** Whether a scope is known to permit nothing that another one does not. */
    public boolean covers(String capability, Set<GateName> imports, String wider, String narrower) {
        if (same(wider, narrower)) {
            return true;
        }
        try {
            List<GateContract> contracts = gates.contracts(capability, imports);
            return !contracts.isEmpty() && contracts.stream().allMatch(contract -> contract.covers(wider, narrower));
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    private static boolean same(String one, String other) {
        try {
            return JSON.readTree(one).equals(JSON.readTree(other));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("a scope is a JSON object: " + malformed.getOriginalMessage(), malformed);
        }
    }
}
