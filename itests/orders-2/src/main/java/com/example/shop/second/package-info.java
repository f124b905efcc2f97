/** The gate {@code tollgate:orders@2}. */
package com.example.shop.second;
