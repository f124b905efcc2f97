/** What stands behind the gate. */
package com.example.shop.internal;
