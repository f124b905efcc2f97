#!/bin/sh
# Floods a slow service with events on the whole stack, stops it in the middle, and prints what the process holds and what others notice.
# Build first: mvn -q -DskipTests -pl benchmarks/lifecycle -am package
# usage: flood.sh [offers=1000000] [flag of the JVM]...
set -eu
here=$(cd "$(dirname "$0")" && pwd)/lifecycle
offers=${1:-1000000}
if [ $# -gt 0 ]; then shift; fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xss4m -Xmx1g -Dorg.slf4j.simpleLogger.defaultLogLevel=error "$@" \
    -cp "$here/target/classes:$here/target/lib/*" dev.tollgate.benchmarks.lifecycle.FloodBenchmark "$offers"
