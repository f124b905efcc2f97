#!/bin/sh
# Measures what the engine costs around a guest's own work and prints the figures as Markdown.
# Build first: mvn -q -DskipTests -pl benchmarks -am package
# usage: engine.sh [flag of the JVM]...
set -eu
here=$(cd "$(dirname "$0")" && pwd)
flags="-XX:-DontCompileHugeMethods -XX:MaxNodeLimit=240000 -XX:NodeLimitFudgeFactor=8000 -XX:-ClipInlining -XX:MaxTrivialSize=30"
# shellcheck disable=SC2086
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$here/target/classes:$here/target/lib/*" \
    dev.tollgate.benchmarks.engine.EngineBenchmark "$here/kernels" $flags "$@"
