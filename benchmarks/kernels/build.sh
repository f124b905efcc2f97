#!/bin/sh
# Builds lua.wasm, zlib.wasm and guest-*.wasm with clang 14, lld, wasi-libc and libclang-rt-14-dev-wasm32 of Debian 12.
# usage: build.sh <folder with the source of Lua 5.4.8> <folder with the source of zlib 1.3.1>
set -eu
lua=$1
zlib=$2
here=$(cd "$(dirname "$0")" && pwd)
headers=$(mktemp -d)
trap 'rm -rf "$headers"' EXIT
flags="--target=wasm32-wasi -mexec-model=reactor -O2 -w -Wl,--strip-all -Wl,-z,stack-size=262144"

# The script raises no error: what would jump traps, and what would catch just calls. There is no setjmp.h for WebAssembly.
: > "$headers/setjmp.h"
sources=
for name in lapi lauxlib lbaselib lcode lctype ldebug ldo ldump lfunc lgc llex lmathlib lmem lobject lopcodes lparser lstate \
        lstring lstrlib ltable ltablib ltm lundump lvm lzio; do
    sources="$sources $lua/$name.c"
done
# shellcheck disable=SC2086
clang $flags -I"$headers" -I"$lua" -D'LUAI_THROW(L,c)=__builtin_trap()' -D'LUAI_TRY(L,c,a)={ a }' -Dluai_jmpbuf=int \
    -D_WASI_EMULATED_SIGNAL -o "$here/lua.wasm" "$here/lua.c" $sources -lc-printscan-long-double

sources=
for name in adler32 compress crc32 deflate inffast inflate inftrees trees uncompr zutil; do
    sources="$sources $zlib/$name.c"
done
# shellcheck disable=SC2086
clang $flags -I"$zlib" -o "$here/zlib.wasm" "$here/zlib.c" $sources

for pages in 1 256; do
    clang --target=wasm32 -O2 -nostdlib -Wl,--no-entry -Wl,--strip-all -Wl,-z,stack-size=4096 \
        -Wl,--initial-memory=$((pages * 65536)) -o "$here/guest-$pages.wasm" "$here/guest.c"
done
