#!/bin/sh
# Measures events through service plugins whose handler does nothing, and the offers of them, and prints the figures as Markdown.
# Build first: mvn -q -DskipTests -pl benchmarks -am package
# usage: service.sh [events=1000000]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xss4m -cp "$here/target/classes:$here/target/lib/*" \
    dev.tollgate.benchmarks.services.ServiceBenchmark "$@"
