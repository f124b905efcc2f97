package com.example.shop;

/** What a customer bought, and for how much. */
public record Order(String number, String article, long cents) {
}
