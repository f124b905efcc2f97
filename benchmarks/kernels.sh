#!/bin/sh
# Measures the programs in kernels/ on all engines and prints the figures as Markdown; needs node, and x86-64 or arm64 for wasmtime.
# Build first: mvn -q -DskipTests -pl benchmarks -am package
# usage: kernels.sh [rounds=3] [kernels=FIB,LUA] [columns=V8,METERED] [jvm=-XX:-UseCompressedOops]...
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$here/target/classes:$here/target/lib/*" \
    dev.tollgate.benchmarks.kernels.KernelBenchmark "$here/kernels" "$@"
