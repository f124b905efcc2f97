package dev.tollgate.capability.secrets;

import dev.tollgate.abi.capability.Scope;
import dev.tollgate.abi.settings.Secrets;
import java.util.HashSet;
import java.util.List;

/**
 * The secrets that a plugin may read.
 *
 * @param names at least one, each once
 */
public record SecretsScope(List<String> names) implements Scope<SecretsScope> {
    public SecretsScope {
        if (names == null || names.isEmpty() || names.size() > Secrets.MOST) {
            throw new IllegalArgumentException("names: 1 to " + Secrets.MOST + " names of secrets are expected, such as [api_token]");
        }
        for (String name : names) {
            if (name == null || !Secrets.NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("names: a name has to match " + Secrets.NAME);
            }
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("names: a name stands there twice");
        }
        names = List.copyOf(names);
    }

    @Override
    public boolean covers(SecretsScope narrower) {
        return new HashSet<>(names).containsAll(narrower.names);
    }
}
