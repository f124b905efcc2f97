#!/bin/sh
# Compiles the test guests again, after a change of their sources: needs node and the npm package wabt 1.0.39
# (npm install --prefix <folder> wabt@1.0.39), whose folder is the argument.
set -eu
cd "$(dirname "$0")"
wat2wasm="$1/node_modules/.bin/wat2wasm"
for wat in src/main/wat/*.wat; do
    node "$wat2wasm" --enable-tail-call --enable-multi-memory --enable-threads --debug-names "$wat" -o "src/main/resources/guests/$(basename "$wat" .wat).wasm"
done
