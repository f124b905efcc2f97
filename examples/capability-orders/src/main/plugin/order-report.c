/*
 * The plugin `order-report`. Input: a customer. Output: {"orders":[...]} with what the shop shows, or {"error":-1} with the
 * number for which the gate refuses. It needs no C library; build.sh compiles it.
 */
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(name)))
#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))

IMPORT("tollgate:host@1", "input_read") int32_t input_read(void *target, int32_t length, int32_t offset);
IMPORT("tollgate:host@1", "output_write") int32_t output_write(const void *source, int32_t length);
IMPORT("tollgate:host@1", "result_read") int32_t result_read(void *target, int32_t length, int32_t offset);

/* The length of a JSON array to be fetched with result_read, or an error number, which is less than 0. */
IMPORT("tollgate:orders@1", "list") int64_t orders_list(const char *customer, int32_t length);

enum { DONE = 0, FAILED = 1 };

static char piece[4096];

/* A refusal is an answer too: whoever asked reads the number. */
static int32_t refused(int64_t error) {
    char text[] = "{\"error\":-00}";
    const int32_t number = (int32_t)-error;
    int32_t length = 10;
    if (number >= 10) text[length++] = (char)('0' + number / 10);
    text[length++] = (char)('0' + number % 10);
    text[length++] = '}';
    return output_write(text, length) < 0 ? FAILED : DONE;
}

EXPORT("on_order_report") int32_t on_order_report(void) {
    const int64_t length = orders_list(piece, input_read(piece, sizeof piece, 0));
    if (length < 0) return refused(length);
    if (output_write("{\"orders\":", 10) < 0) return FAILED;
    for (int32_t offset = 0; offset < length;) {
        const int32_t got = result_read(piece, sizeof piece, offset);
        if (got <= 0 || output_write(piece, got) < 0) return FAILED;
        offset += got;
    }
    return output_write("}", 1) < 0 ? FAILED : DONE;
}
