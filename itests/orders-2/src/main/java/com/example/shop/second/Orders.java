package com.example.shop.second;

import com.example.shop.Order;
import com.example.shop.Shop;
import com.example.shop.gate.Customers;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.ProvidesGate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers for the second major version. */
@Component(service = Capability.class)
@ProvidesGate(name = "orders", version = "2.0")
public final class Orders implements Capability, OrdersGate {
    private final Shop shop;

    @Activate
    public Orders(@Reference Shop shop) {
        this.shop = shop;
    }

    @Override
    public Page list(GateCall call, String customer, int most) throws GateException {
        if (!call.scope(Customers.class).covers(new Customers(Set.of(customer)))) {
            throw new GateException(Errno.EPERM, "the orders of this customer were not granted");
        }
        try {
            List<Order> orders = shop.orders(customer, call.remaining());
            return new Page(orders.stream().limit(Math.max(most, 0)).toList(), orders.size() > most);
        } catch (TimeoutException late) {
            throw new GateException(Errno.ETIMEOUT, "the shop did not answer in time");
        }
    }
}
