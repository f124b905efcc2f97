#!/bin/sh
# Measures a hook chain of ten plugins beside ten bare invocations of the same guests and prints the figures as Markdown.
# Build first: mvn -q -DskipTests -pl benchmarks/jobs -am package
# usage: hooks.sh [processes=5] [flag of the JVM]...
set -eu
here=$(cd "$(dirname "$0")" && pwd)/jobs
processes=${1:-5}
if [ $# -gt 0 ]; then shift; fi
flags="-XX:-DontCompileHugeMethods -XX:MaxNodeLimit=240000 -XX:NodeLimitFudgeFactor=8000 -XX:-ClipInlining -XX:MaxTrivialSize=30"
# shellcheck disable=SC2086
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$here/target/classes:$here/target/lib/*" \
    dev.tollgate.benchmarks.hooks.HookBenchmark "$processes" $flags "$@"
