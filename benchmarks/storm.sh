#!/bin/sh
# Reloads a plugin on the whole stack while its hooks, jobs and events run, checks that nothing is lost and prints what the process holds.
# Build first: mvn -q -DskipTests -pl benchmarks/lifecycle -am package
# usage: storm.sh [reloads=10000] [flag of the JVM]...
set -eu
here=$(cd "$(dirname "$0")" && pwd)/lifecycle
reloads=${1:-10000}
if [ $# -gt 0 ]; then shift; fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xss4m -Xmx1g -Dorg.slf4j.simpleLogger.defaultLogLevel=error "$@" \
    -cp "$here/target/classes:$here/target/lib/*" dev.tollgate.benchmarks.lifecycle.StormBenchmark "$reloads"
