/* A plugin that does next to nothing, in as much memory as the build gives it. */
#define EXPORT(name) __attribute__((export_name(#name))) int name(void)

static volatile char bytes[16 << 10];
static volatile int counter;

/* Changes four of the memory's blocks of 4 KiB, as an invocation with a small input does. */
EXPORT(touch) {
    for (unsigned at = 0; at < sizeof bytes; at += 4096) {
        bytes[at]++;
    }
    return 0;
}

/* The host lets an instance go that answered so. */
EXPORT(fail) {
    touch();
    return 1;
}

EXPORT(spin) {
    for (;;) {
        counter++;
    }
}
