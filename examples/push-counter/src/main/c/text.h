/* A line of text that is put together piece by piece. What does not fit is left out. */
#ifndef TEXT_H
#define TEXT_H

#include <stdint.h>

typedef struct {
    char bytes[1024];
    int32_t length;
} text;

static inline void text_add(text *line, const char *piece, int32_t length) {
    for (int32_t i = 0; i < length && line->length < (int32_t)sizeof line->bytes; i++) line->bytes[line->length++] = piece[i];
}

static inline void text_add_number(text *line, uint64_t number) {
    char digits[20];
    int32_t at = sizeof digits;
    do digits[--at] = (char)('0' + number % 10); while (number /= 10);
    text_add(line, digits + at, (int32_t)sizeof digits - at);
}

/* The number at the beginning of a text: 0 where there is none. */
static inline uint64_t text_number(const char *digits, int32_t length) {
    uint64_t number = 0;
    for (int32_t i = 0; i < length && digits[i] >= '0' && digits[i] <= '9'; i++) number = number * 10 + (uint64_t)(digits[i] - '0');
    return number;
}

#endif
