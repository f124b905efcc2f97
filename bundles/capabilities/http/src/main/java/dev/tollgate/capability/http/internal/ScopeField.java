package dev.tollgate.capability.http.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A list in a scope: its default where it is left out, and every refusal with the name of the field. */
public record ScopeField<T>(String name, List<T> values) {
    private static final int MOST = 100;

    /** Refuses a field that is left out. */
    public ScopeField<T> required() {
        if (values == null) {
            throw new IllegalArgumentException(name + " is missing: it lists what may be reached");
        }
        return this;
    }

    public ScopeField<T> orElse(List<T> byDefault) {
        return values == null ? new ScopeField<>(name, byDefault) : this;
    }

    /** The values in their one form, without repetitions. */
    public List<T> each(UnaryOperator<T> form) {
        if (values.isEmpty() || values.size() > MOST) {
            throw new IllegalArgumentException(name + " has " + values.size() + " entries, allowed are 1 to " + MOST);
        }
        List<T> formed = new ArrayList<>();
        for (T value : values) {
            if (value == null) {
                throw new IllegalArgumentException(name + ": null is no entry");
            }
            try {
                formed.add(form.apply(value));
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException(name + ": " + refused.getMessage(), refused);
            }
        }
        return formed.stream().distinct().toList();
    }
}
