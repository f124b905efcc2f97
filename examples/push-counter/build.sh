#!/bin/sh
# Compiles the plugin with clang 14 and its wasm-ld (Debian: clang lld). The target file is the first argument.
# The module in src/main/c was made by this command; RebuildTest repeats it and compares every byte.
set -eu
cd "$(dirname "$0")"
module="${1:-src/main/c/plugin.wasm}"
clang --target=wasm32 -std=c11 -Wall -Wextra -Werror -O2 -nostdlib -fno-builtin -I ../checksum/src/main/c \
    -Wl,--no-entry -Wl,--strip-all -Wl,-z,stack-size=8192 \
    -o "$module" \
    src/main/c/push-counter.c
chmod 644 "$module"
