#!/bin/sh
# Measures the assembled distribution on a data folder of its own and prints the figures as Markdown.
# Build first: mvn -q -DskipTests -pl runtime-assembly/felix,benchmarks -am package
# usage: run.sh [command]..., each of the shell's scope bench; run without one. TOLLGATE_HOME names another distribution.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=${TOLLGATE_HOME:-$here/../runtime-assembly/felix/target/tollgate}
if [ $# = 0 ]; then set -- run; fi
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
: > "$data/out"
{
    printf 'felix:start file:%s\n' "$here/target/benchmarks-0.1.0-SNAPSHOT.jar"
    printf 'bench:%s\n' "$@"
    printf 'echo the benchmarks are done\n'
} | "$home/bin/tollgate" --data "$data/store" > "$data/out" 2>&1 &
server=$!
for _ in $(seq 1800); do
    if grep -q 'benchmarks are done' "$data/out" || ! kill -0 "$server" 2>/dev/null; then break; fi
    sleep 1
done
kill "$server" 2>/dev/null || true
wait "$server" 2>/dev/null || true
cat "$data/out"
