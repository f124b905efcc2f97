package com.example.shop.gate;

import com.example.shop.Order;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.MaxBytes;
import java.util.List;

@Gate(name = "orders", major = 1, scope = Customers.class, perMinute = 600)
public interface OrdersGate {
    /** A customer's orders: {@code [{"number":"1001","article":"...","cents":1250}]}. EPERM where they are not granted. */
    @GateFunction("list")
    List<Order> list(GateCall call, @MaxBytes(64) String customer) throws GateException;
}
