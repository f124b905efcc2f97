#!/bin/sh
# Compiles the test guests again, after a change of their sources: needs node and the npm packages wabt 1.0.39 and binaryen
# 123.0.0 (npm install --prefix <folder> wabt@1.0.39 binaryen@123.0.0); the folder is the argument.
set -eu
cd "$(dirname "$0")"
wat2wasm="$1/node_modules/.bin/wat2wasm"
for wat in src/main/wat/*.wat; do
    node "$wat2wasm" --enable-tail-call --enable-multi-memory --enable-threads --debug-names "$wat" -o "src/main/resources/guests/$(basename "$wat" .wat).wasm"
done

# What collects garbage, the other assembler does not know.
for wat in src/main/wat/gc/*.wat; do
    node "$1/node_modules/.bin/wasm-as" --enable-gc --enable-reference-types --enable-bulk-memory --enable-exception-handling \
        --enable-multivalue --enable-tail-call "$wat" \
        -o "src/main/resources/guests/$(basename "$wat" .wat).wasm"
done

# The command is C and WASI: clang 14, lld, wasi-libc and libclang-rt-14-dev-wasm32 of Debian 12.
clang --target=wasm32-wasi -O2 -s src/main/c/command.c -o src/main/resources/guests/command.wasm
chmod 644 src/main/resources/guests/command.wasm

# Guests whose lines are known: clang 14 and its wasm-ld, in two versions of DWARF, without and with functions that are inlined.
(
    cd src/main/c/lines
    for made in "O0 4" "O2 5"; do
        clang --target=wasm32 -std=c11 -Wall -Wextra -Wno-infinite-recursion "-${made% *}" -g "-gdwarf-${made#* }" -nostdlib -fno-builtin \
            -ffile-prefix-map="$PWD"=. -Wl,--no-entry -o "../../resources/guests/lines-${made% *}.wasm" lines.c through.c
        chmod 644 "../../resources/guests/lines-${made% *}.wasm"
    done
)
