/* Ways to trap and to trip whose lines are known: LinesTest counts on them. */
#include "lines.h"

static volatile int zero;
static volatile int sink;
static int *volatile outside = (int *)0x7ffffff0;

static inline int divided(int by) {
    return 100 / by;
}

__attribute__((noinline)) static int inner(int by) {
    int answer = 3;
    answer += divided(by);
    return answer;
}

EXPORT(divide) int divide(void) {
    sink = 1;
    return inner(zero)
        + 1;
}

EXPORT(give_up) int give_up(void) {
    if (zero == 0) {
        __builtin_trap();
    }
    return 0;
}

EXPORT(beyond) int beyond(void) {
    sink = 2;
    *outside = 5;
    return 0;
}

EXPORT(spin) int spin(void) {
    int turns = 0;
    while (zero == 0) {
        turns += zero;
        sink = turns;
    }
    return turns;
}

__attribute__((noinline)) static int deeper(int level) {
    int next = level + 1;
    int answer = deeper(next);
    return answer + sink;
}

EXPORT(recurse) int recurse(void) {
    return deeper(0);
}

EXPORT(indirect) int indirect(void) {
    return through(&inner,
                   zero);
}
