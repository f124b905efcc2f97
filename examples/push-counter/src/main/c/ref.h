/* Which branch a push is about: the `ref` of the JSON that a code host sends, such as {"ref":"refs/heads/main"}. */
#ifndef REF_H
#define REF_H

#include <stdint.h>

enum { REF_MOST = 60 };

static inline int ref_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '-' || c == '_' || c == '.';
}

static inline int32_t ref_past_blanks(const char *json, int32_t length, int32_t at) {
    while (at < length && (json[at] == ' ' || json[at] == '\t' || json[at] == '\r' || json[at] == '\n')) at++;
    return at;
}

/*
 * Points to the first ref of plain characters, and returns its length, 0 where there is none. It looks for the key and reads no JSON: what
 * it finds can go into a JSON text as it is.
 */
static inline int32_t ref_find(const char *json, int32_t length, const char **ref) {
    for (int32_t i = 0; i + 5 <= length; i++) {
        if (json[i] != '"' || json[i + 1] != 'r' || json[i + 2] != 'e' || json[i + 3] != 'f' || json[i + 4] != '"') continue;
        int32_t at = ref_past_blanks(json, length, i + 5);
        if (at >= length || json[at] != ':') continue;
        at = ref_past_blanks(json, length, at + 1);
        if (at >= length || json[at] != '"') continue;
        const int32_t begin = ++at;
        while (at < length && ref_plain(json[at])) at++;
        if (at >= length || json[at] != '"' || at == begin || at - begin > REF_MOST) continue;
        *ref = json + begin;
        return at - begin;
    }
    return 0;
}

#endif
