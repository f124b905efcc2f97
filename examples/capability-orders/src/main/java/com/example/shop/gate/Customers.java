package com.example.shop.gate;

import dev.tollgate.abi.capability.Scope;
import java.util.Set;

/** Whose orders may be read; {@code *} stands for everybody's. */
public record Customers(Set<String> customers) implements Scope<Customers> {
    public Customers {
        if (customers == null || customers.isEmpty()) {
            throw new IllegalArgumentException("customers: names are expected, or [\"*\"] for all");
        }
        customers = Set.copyOf(customers);
    }

    @Override
    public boolean covers(Customers narrower) {
        return customers.contains("*") || customers.containsAll(narrower.customers);
    }
}
