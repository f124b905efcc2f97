/* The plugin `checksum`: SHA-256 of what it is given, at once as a filter or later as a job. */
#include "sha256.h"
#include "tollgate.h"

/* One piece of the input. A job's payload must fit as a whole, because a payload is handed over in one call. */
enum { PIECE = 16 * 1024 };

static uint8_t piece[PIECE];

static int32_t fail(const char *text, int32_t length) {
    tg_error_write(text, length);
    return TG_FAILED;
}

/* Writes the hexadecimal digest of the whole input to the output. */
static int32_t digest_input(void) {
    sha256 hash;
    sha256_begin(&hash);
    const int32_t total = tg_input_length();
    for (int32_t offset = 0; offset < total;) {
        const int32_t got = tg_input_read(piece, PIECE, offset);
        if (got <= 0) return fail(TG_TEXT("the input ended early"));
        sha256_add(&hash, piece, (uint32_t)got);
        offset += got;
    }

    uint8_t digest[SHA256_BYTES];
    sha256_end(&hash, digest);

    char hex[2 * SHA256_BYTES];
    for (int i = 0; i < SHA256_BYTES; i++) {
        hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    if (tg_output_write(hex, sizeof hex) < 0) return fail(TG_TEXT("the output was refused"));
    return TG_DONE;
}

/* Logs "digest job refused: -6". Error numbers have at most two digits. */
static void log_refusal(int64_t error) {
    static const char prefix[] = "digest job refused: -";
    char line[sizeof prefix + 2];
    int32_t length = 0;
    while (prefix[length]) line[length] = prefix[length], length++;
    const uint32_t number = (uint32_t)-error % 100;
    if (number >= 10) line[length++] = (char)('0' + number / 10);
    line[length++] = (char)('0' + number % 10);
    tg_log(TG_WARN, line, length);
}

TG_EXPORT("on_checksum") int32_t on_checksum(void) {
    return digest_input();
}

TG_EXPORT("job_digest") int32_t job_digest(void) {
    return digest_input();
}

/* Leaves the work to a job. That the queue refuses must not disturb whoever saved the post. */
TG_EXPORT("on_post_saved") int32_t on_post_saved(void) {
    const int32_t length = tg_input_length();
    if (length > PIECE || tg_input_read(piece, length, 0) != length) {
        log_refusal(TG_ETOOBIG);
        return TG_DONE;
    }
    const int64_t id = tg_enqueue(TG_TEXT("digest"), piece, length, TG_TEXT("{\"max_retry\":3}"));
    if (id < 0) log_refusal(id);
    return TG_DONE;
}
