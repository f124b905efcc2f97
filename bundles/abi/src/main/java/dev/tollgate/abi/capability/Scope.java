package dev.tollgate.abi.capability;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * How far a gate is open for a plugin: a record that a gate names in {@link Gate#scope()}. The host reads it from the JSON of
 * the manifest (what is asked) and of the grant (how far it was granted), unknown fields being errors, and compares the two with
 * {@link #covers}. A field that is missing is {@code null}, or 0, and means what the record's constructor makes of it; what the
 * constructor throws as {@link IllegalArgumentException} is shown to whoever installs or grants.
 *
 * @param <S> the record itself
 */
@ConsumerType
public interface Scope<S extends Scope<S>> {
    /** Whether {@code narrower} permits nothing that this scope does not permit. Every scope covers itself. */
    boolean covers(S narrower);

    /** The scope of a gate that is open or shut and nothing in between. */
    record Whole() implements Scope<Whole> {
        @Override
        public boolean covers(Whole narrower) {
            return true;
        }
    }
}
