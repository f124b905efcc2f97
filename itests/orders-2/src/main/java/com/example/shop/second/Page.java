package com.example.shop.second;

import com.example.shop.Order;
import java.util.List;

/** The first of a customer's orders, and whether there are more. */
public record Page(List<Order> orders, boolean more) {
}
