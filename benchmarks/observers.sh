#!/bin/sh
# Measures what an invocation and a gate call cost with metrics, traces and both, and prints the figures as Markdown.
# Build first: mvn -q -DskipTests -pl benchmarks/jobs -am package
# usage: observers.sh [rounds=101] [flag of the JVM]...
set -eu
here=$(cd "$(dirname "$0")" && pwd)/jobs
rounds=${1:-101}
if [ $# -gt 0 ]; then shift; fi
flags="-XX:-DontCompileHugeMethods -XX:MaxNodeLimit=240000 -XX:NodeLimitFudgeFactor=8000 -XX:-ClipInlining -XX:MaxTrivialSize=30"
# shellcheck disable=SC2086
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" $flags "$@" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Xss4m -Xmx2g \
    -cp "$here/target/classes:$here/target/lib/*" dev.tollgate.benchmarks.observers.ObserverBenchmark "$rounds"
