#!/bin/sh
# Starts the Felix distribution with a new data folder, again and again, and prints as Markdown how long that takes, what it holds and how large it is.
# Build first: mvn -q -DskipTests -pl runtime-assembly/felix -am package
# usage: start.sh [rounds=9]
set -eu
target=$(cd "$(dirname "$0")/.." && pwd)/runtime-assembly/felix/target
rounds=${1:-9}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkfifo "$work/in"
round=0
while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    "$target/tollgate/bin/tollgate" --data "$work/data$round" <"$work/in" >"$work/out" 2>&1 &
    server=$!
    exec 3>"$work/in"
    until grep -q 'is ready in' "$work/out"; do sleep 0.1; done
    sed -n 's/.* is ready in \([0-9]*\) ms.*/\1/p' "$work/out" >>"$work/ready"
    jcmd "$server" GC.run >/dev/null
    jcmd "$server" GC.heap_info | sed -n 's/.* used \([0-9]*\)K.*/\1/p' | head -1 >>"$work/heap"
    sed -n 's/^VmRSS:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$server/status" >>"$work/resident"
    echo exit >&3
    exec 3>&-
    wait "$server" || true
done
median() { sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"; }
echo "| $rounds starts, new data folder | median | lowest | highest |"
echo "|---|---|---|---|"
for what in 'ready "start to ready, ms"' 'heap "heap after start and a collection, KiB"' 'resident "resident memory, KiB"'; do
    eval "set -- $what"
    echo "| $2 | $(median "$work/$1") | $(sort -n "$work/$1" | head -1) | $(sort -n "$work/$1" | tail -1) |"
done
echo "| distribution, bytes | $(cat "$target"/tollgate-*.tar.gz | wc -c) | | |"
