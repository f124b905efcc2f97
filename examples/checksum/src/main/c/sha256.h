/* SHA-256 as in FIPS 180-4, over data that arrives in pieces. Needs no C library. */
#ifndef SHA256_H
#define SHA256_H

#include <stdint.h>

enum { SHA256_BLOCK = 64, SHA256_BYTES = 32 };

typedef struct {
    uint32_t state[8];
    uint64_t length;              /* bytes so far */
    uint8_t block[SHA256_BLOCK];  /* the last length % SHA256_BLOCK of them */
} sha256;

void sha256_begin(sha256 *hash);
void sha256_add(sha256 *hash, const uint8_t *data, uint32_t length);
void sha256_end(sha256 *hash, uint8_t digest[SHA256_BYTES]);

#endif
