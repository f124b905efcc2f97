package dev.tollgate.lifecycle.internal.service;

import java.time.Duration;

/**
 * What the operator allows services.
 *
 * @param most      events that wait, of one service
 * @param mostBytes bytes of payloads that wait, of one service
 * @param drain     how long a stop dispatches what waits, and waits for what is being dispatched
 */
record Bounds(int most, long mostBytes, Duration drain) {
    Bounds {
        if (most < 1 || mostBytes < 1 || drain.isNegative()) {
            throw new IllegalArgumentException("configuration " + ServiceSettings.PID + ": queue.most and queue.mb are whole numbers from 1,"
                    + " and drain.seconds one from 0, not " + most + ", " + mostBytes + " bytes and " + drain);
        }
    }
}
