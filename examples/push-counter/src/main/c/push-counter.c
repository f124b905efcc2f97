/*
 * The service plugin `push-counter`: counts what is pushed to a repository.
 *
 * The counts of the branches are in memory: the one instance of a service stays between events, and begins anew when the service is
 * started again or reloaded. The total has to last, so it is kept in kv.
 */
#include "ref.h"
#include "text.h"
#include "tollgate.h"

enum { PAYLOAD = 64 * 1024, BRANCHES = 8 };

typedef struct {
    char name[REF_MOST];
    int32_t length;
    uint64_t pushes;
} branch;

static char payload[PAYLOAD];
static branch branches[BRANCHES];
static uint64_t total;
static uint64_t every;

static int32_t fail(int32_t answer, const char *text, int32_t length) {
    tg_error_write(text, length);
    return answer;
}

/* The number in a result of this length. */
static uint64_t result_number(int64_t length) {
    char digits[20];
    const int32_t got = tg_result_read(digits, length < 20 ? (int32_t)length : 20, 0);
    return text_number(digits, got);
}

static int same(const branch *known, const char *name, int32_t length) {
    if (known->length != length) return 0;
    for (int32_t i = 0; i < length; i++) {
        if (known->name[i] != name[i]) return 0;
    }
    return 1;
}

/* The branch of this name. Where there are too many, the last place is for all others. */
static branch *branch_of(const char *name, int32_t length) {
    int i = 0;
    while (i < BRANCHES - 1 && branches[i].length && !same(&branches[i], name, length)) i++;
    if (!branches[i].length) {
        if (i == BRANCHES - 1) name = "others", length = 6;
        for (int32_t at = 0; at < length; at++) branches[i].name[at] = name[at];
        branches[i].length = length;
    }
    return &branches[i];
}

/* Reads the total from kv. Returns 0, or an error number. */
static int64_t read_total(void) {
    const int64_t length = tg_kv_get(TG_TEXT("total"));
    if (length < 0 && length != TG_ENOENT) return length;
    total = length < 0 ? 0 : result_number(length);
    return 0;
}

/* Who changes the configuration gets a new instance, so it is read once. */
TG_EXPORT("svc_start") int32_t svc_start(void) {
    if (read_total() < 0) return fail(TG_FAILED, TG_TEXT("the total cannot be read from kv"));
    const int64_t length = tg_config(TG_TEXT("every"));
    every = length > 0 ? result_number(length) : 1;
    if (!every) return fail(TG_REJECTED, TG_TEXT("the configuration's every is a whole number from 1"));
    return TG_DONE;
}

TG_EXPORT("on_push") int32_t on_push(void) {
    const int32_t length = tg_input_read(payload, PAYLOAD, 0);
    const char *ref;
    const int32_t ref_length = ref_find(payload, length, &ref);
    /* Trying again would not mend it. */
    if (!ref_length) return fail(TG_REJECTED, TG_TEXT("there is no plain ref in it"));

    const int64_t sum = tg_kv_increment(TG_TEXT("total"), 1);
    if (sum < 0) return fail(TG_FAILED, TG_TEXT("kv refused to count"));
    total = result_number(sum);
    branch *pushed = branch_of(ref, ref_length);
    pushed->pushes++;
    if (total % every) return TG_DONE;

    text line;
    line.length = 0;
    text_add(&line, TG_TEXT("{\"commands\":[{\"command\":\"diagnostic status\",\"level\":\"info\",\"text\":\"push "));
    text_add_number(&line, total);
    text_add(&line, TG_TEXT(", to "));
    text_add(&line, ref, ref_length);
    text_add(&line, TG_TEXT("\"}]}"));
    if (tg_output_write(line.bytes, line.length) < 0) return fail(TG_FAILED, TG_TEXT("the output was refused"));
    return TG_DONE;
}

TG_EXPORT("svc_status") int32_t svc_status(void) {
    text line;
    line.length = 0;
    text_add_number(&line, total);
    text_add(&line, TG_TEXT(" in all; in this instance:"));
    for (int i = 0; i < BRANCHES && branches[i].length; i++) {
        text_add(&line, TG_TEXT(" "));
        text_add(&line, branches[i].name, branches[i].length);
        text_add(&line, TG_TEXT(" "));
        text_add_number(&line, branches[i].pushes);
    }
    if (!branches[0].length) text_add(&line, TG_TEXT(" none"));
    return tg_output_write(line.bytes, line.length) < 0 ? TG_FAILED : TG_DONE;
}

/* Filter: the total, from kv. A hook runs on an instance of its own, and sees nothing of the service's memory. */
TG_EXPORT("on_total") int32_t on_total(void) {
    if (read_total() < 0) return fail(TG_FAILED, TG_TEXT("the total cannot be read from kv"));
    text line;
    line.length = 0;
    text_add_number(&line, total);
    return tg_output_write(line.bytes, line.length) < 0 ? TG_FAILED : TG_DONE;
}
