/* A compressor: deflates and inflates a mebibyte of words, n times, and adds the checksum of what came back. */
#include <stdint.h>
#include <string.h>
#include "zlib.h"

#define SIZE (1 << 20)

static uint8_t text[SIZE], packed[SIZE + (SIZE >> 8)], back[SIZE];

static const char *const words[] = {"plugin ", "fuel ", "trap ", "capability ", "grant ", "hook ", "module ", "lease ", "queue ",
    "memory ", "the ", "of ", "and ", "a ", "to ", "in ", "is ", "that ", "job ", "call ", "deadline ", "host ", "guest ", "page ",
    "table ", "store ", "limit ", "tollgate ", "import ", "export ", "\n", ". "};

static void fill(void) {
    uint32_t seed = 42;
    for (int at = 0; at < SIZE;) {
        seed = seed * 1103515245u + 12345u;
        const char *word = words[(seed >> 16) % 32];
        for (; *word && at < SIZE; word++) {
            text[at++] = (uint8_t) *word;
        }
        if ((seed >> 24) % 8 == 0 && at < SIZE) {
            text[at++] = (uint8_t) ('0' + (seed >> 8) % 10);
        }
    }
}

__attribute__((export_name("run"))) int run(int n) {
    uint32_t sum = 0;
    fill();
    for (int i = 0; i < n; i++) {
        uLongf length = sizeof packed, unpacked = sizeof back;
        text[i] ^= 1;
        if (compress2(packed, &length, text, SIZE, 6) != Z_OK) {
            return -1;
        }
        if (uncompress(back, &unpacked, packed, length) != Z_OK || unpacked != SIZE || memcmp(text, back, SIZE) != 0) {
            return -2;
        }
        sum = sum * 31 + (uint32_t) crc32(0, back, SIZE) + (uint32_t) length;
    }
    return (int) sum;
}
