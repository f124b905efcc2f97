package dev.tollgate.lifecycle.internal.service;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The newest of what is added. Who adds takes a number and the place that goes with it, and never waits for another one: a slower one
 * that comes late to a place with a newer number in it leaves that there.
 */
final class Ring<T> {
    private record Numbered<T>(long number, T value) {
    }

    private final AtomicReferenceArray<Numbered<T>> places;
    private final AtomicLong next = new AtomicLong();

    Ring(int size) {
        places = new AtomicReferenceArray<>(size);
    }

    void add(T value) {
        long number = next.getAndIncrement();
        places.accumulateAndGet(place(number), new Numbered<>(number, value),
                (there, added) -> there == null || there.number < added.number ? added : there);
    }

    /** Newest first; without what is being added now. */
    List<T> newest() {
        List<T> values = new ArrayList<>();
        long end = next.get();
        for (long number = end - 1; number >= Math.max(0, end - places.length()); number--) {
            Numbered<T> there = places.get(place(number));
            if (there != null && there.number == number) {
                values.add(there.value);
            }
        }
        return values;
    }

    private int place(long number) {
        return (int) (number % places.length());
    }
}
