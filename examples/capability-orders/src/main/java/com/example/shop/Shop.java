package com.example.shop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** The application's own service, as it was before anybody thought of plugins. */
public interface Shop {
    /**
     * A customer's orders, the oldest first; none where there is no such customer.
     *
     * @throws TimeoutException where they cannot be had within {@code patience}
     */
    List<Order> orders(String customer, Duration patience) throws TimeoutException;
}
