package com.example.shop.internal;

import com.example.shop.Order;
import com.example.shop.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** A shop to try the gate with: two customers, in memory. It has no need of patience. */
@Component
public final class MemoryShop implements Shop {
    private static final Map<String, List<Order>> ORDERS = Map.of(
            "ada", List.of(new Order("1001", "lamp", 4_990), new Order("1003", "desk", 24_900)),
            "grace", List.of(new Order("1002", "chair", 12_900)));

    @Override
    public List<Order> orders(String customer, Duration patience) {
        return ORDERS.getOrDefault(customer, List.of());
    }
}
