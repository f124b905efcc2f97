#define EXPORT(name) __attribute__((export_name(#name)))

int through(int (*function)(int), int value);
