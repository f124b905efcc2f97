#!/bin/sh
# Measures the job engine on PostgreSQL and SQLite beside db-scheduler and graphile-worker and prints the figures as Markdown; needs npm.
# Build first: mvn -q -DskipTests -pl benchmarks/jobs -am package
# usage: jobs.sh [rounds=3] [millis=2500] [offered=8000] [threads=4] [group=64] [measures=enqueue,execute,latency,nodes]
#                [sizes=1000,100000,1000000] [subjects=java,wasm,db-scheduler,db-scheduler-50,graphile,sqlite-java,sqlite-wasm,
#                sqlite-db-scheduler]
set -eu
here=$(cd "$(dirname "$0")" && pwd)/jobs
node=$here/target/node
mkdir -p "$node"
cp "$here"/src/main/node/* "$node"
case " $*" in
    *" subjects="*graphile*) ;;
    *" subjects="*) without_npm=true ;;
esac
[ "${without_npm:-}" ] || (cd "$node" && npm install --no-package-lock --no-audit --no-fund --loglevel=error >&2)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$here/target/classes:$here/target/lib/*" \
    dev.tollgate.benchmarks.jobs.JobsBenchmark "$node" "$@"
