/*
 * Tollgate's guest ABI, version 1, for C.
 *
 * A handler is an exported function without parameters that returns one of the TG_ codes below:
 *
 *     TG_EXPORT("on_content") int32_t on_content(void) { ... return TG_DONE; }
 *
 * plugin.yaml names it. During the call a handler reads its input, appends to its output, and calls the gates that its
 * plugin was granted. Each gate is an import module of its own; use its functions only when plugin.yaml asks for the
 * capability, because a module that imports more than it asks for is refused at install.
 *
 * Texts are UTF-8, given as pointer and length, without a final zero. The host copies them before it returns.
 * The header needs no C library; compile with: clang --target=wasm32 -nostdlib -Wl,--no-entry
 */
#ifndef TOLLGATE_H
#define TOLLGATE_H

#include <stdint.h>

#define TG_EXPORT(name) __attribute__((export_name(name)))
#define TG_IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#define TG_HOST(name) TG_IMPORT("tollgate:host@1", name)
#define TG_QUEUE(name) TG_IMPORT("tollgate:queue@1", name)
#define TG_KV(name) TG_IMPORT("tollgate:kv@1", name)

/* What a handler returns. Anything else counts as failed. */
enum {
    TG_DONE = 0,
    TG_FAILED = 1,  /* the caller may try again: a job is retried */
    TG_REJECTED = 2 /* trying again is pointless: a job goes to the dead letters */
};

/* What the host's functions return when they fail: always below 0. */
enum {
    TG_EPERM = -1,        /* the capability was not granted */
    TG_EQUOTA = -2,       /* an allowance is used up */
    TG_EINVAL = -3,       /* an argument is wrong, a pointer included */
    TG_EINTERNAL = -4,    /* the host's fault */
    TG_ENOENT = -5,       /* there is no such thing */
    TG_ERATELIMIT = -6,   /* too many calls in too short a time */
    TG_EUNAVAILABLE = -7, /* nobody provides the capability right now */
    TG_ECONFLICT = -8,    /* somebody else was first */
    TG_ETOOBIG = -9,      /* over the limit for one value */
    TG_ETIMEOUT = -10,    /* it took too long */
    TG_EBUSY = -11        /* try again later */
};

typedef enum { TG_TRACE, TG_DEBUG, TG_INFO, TG_WARN, TG_ERROR } tg_level;

/* Bytes of this invocation's input. */
TG_HOST("input_length") int32_t tg_input_length(void);

/* Copies input from `offset` on into `target`. Returns the bytes copied: fewer than `length` at the end of the input. */
TG_HOST("input_read") int32_t tg_input_read(void *target, int32_t length, int32_t offset);

/* Appends to the output. Returns 0 or an error number. */
TG_HOST("output_write") int32_t tg_output_write(const void *source, int32_t length);

/* Says why this invocation fails. For people to read. */
TG_HOST("error_write") int32_t tg_error_write(const char *text, int32_t length);

/* Who calls, and why: the length of a JSON text to be fetched with tg_result_read. */
TG_HOST("context") int64_t tg_context(void);

/* A value of this plugin's configuration: its length, to be fetched with tg_result_read, or TG_ENOENT. */
TG_HOST("config") int64_t tg_config(const char *key, int32_t length);

/* Copies from the result of the last call that returned a length. */
TG_HOST("result_read") int32_t tg_result_read(void *target, int32_t length, int32_t offset);

/* Writes a line to the host's log. */
TG_HOST("log") int32_t tg_log(tg_level level, const char *text, int32_t length);

/* Milliseconds since 1970, UTC. */
TG_HOST("now_ms") int64_t tg_now_ms(void);

/*
 * Capability `queue`: puts a job of this plugin into the queue. `type` is one of the types in plugin.yaml. `options` is
 * a JSON object with any of delay, unique_for, max_retry, idempotency_key, or an empty text. Returns the length of the
 * task's id, to be fetched with tg_result_read, or an error number.
 */
TG_QUEUE("enqueue") int64_t tg_enqueue(const char *type, int32_t type_length, const void *payload,
                                       int32_t payload_length, const char *options, int32_t options_length);

/* Capability `queue`: how a task is doing. Returns the length of a JSON text, or an error number. */
TG_QUEUE("status") int64_t tg_status(const char *id, int32_t length);

/* Capability `kv`: a value. Returns its length, to be fetched with tg_result_read, TG_ENOENT, or another error number. */
TG_KV("get") int64_t tg_kv_get(const char *key, int32_t length);

/* Capability `kv`: adds to a number. Returns the length of the sum as decimal text, or an error number. */
TG_KV("increment") int64_t tg_kv_increment(const char *key, int32_t length, int64_t delta);

/* A literal as the two arguments that the functions above take. */
#define TG_TEXT(literal) (literal), (int32_t)(sizeof(literal) - 1)

#endif
