package com.example.shop.second;

import com.example.shop.gate.Customers;
import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.MaxBytes;

/** The gate with another type and another answer than its first major version, and the same scope. */
@Gate(name = "orders", major = 2, scope = Customers.class)
public interface OrdersGate {
    @GateFunction("list")
    Page list(GateCall call, @MaxBytes(64) String customer, int most) throws GateException;
}
