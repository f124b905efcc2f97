#!/bin/sh
# Measures gate calls and swaps of a provider on the assembled distribution and prints the figures as Markdown.
# Build first: mvn -q -DskipTests -pl runtime-assembly/felix,benchmarks -am package
# usage: gates.sh [command]..., of gates and swaps; both without one
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ $# = 0 ]; then set -- gates swaps; fi
exec sh "$here/run.sh" "$@"
