/* A command as any compiler to WASI makes it: standard input in capitals to standard output, the exit code by the input. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int argc, char **argv) {
    static char line[4096];
    size_t length = fread(line, 1, sizeof line, stdin);
    if (length >= 4 && memcmp(line, "fail", 4) == 0) {
        fprintf(stderr, "as you wish");
        return 1;
    }
    if (length >= 6 && memcmp(line, "reject", 6) == 0) {
        exit(2);
    }
    if (length >= 4 && memcmp(line, "file", 4) == 0) {
        FILE *file = fopen("/etc/passwd", "r");
        printf("%s", file == NULL ? "no file" : "a file");
        return 0;
    }
    for (size_t i = 0; i < length; i++) {
        line[i] = (char) toupper(line[i]);
    }
    const char *greeting = getenv("greeting");
    printf("%.*s %d %s %s %ld", (int) length, line, argc, argv[0], greeting == NULL ? "-" : greeting, (long) time(NULL));
    return 0;
}
