#!/bin/sh
# Measures gate calls and swaps of a provider on the assembled distribution and prints the figures as Markdown.
# Build first: mvn -q -DskipTests -pl runtime-assembly/felix,benchmarks -am package
# usage: gates.sh [part]..., of gates, postgres (the db gate on a PostgreSQL that is started for it) and swaps; all without one
set -eu
here=$(cd "$(dirname "$0")" && pwd)

# The distribution with another configuration of the db gate, and the row of that gate.
postgres() {
    folder=$(mktemp -d)
    mkfifo "$folder/stop"
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$here/target/classes:$here/target/lib/*" dev.tollgate.benchmarks.postgres.PostgresServer \
        < "$folder/stop" > "$folder/db.cfg" 2> "$folder/log" &
    server=$!
    exec 3> "$folder/stop"
    while ! grep -q '# ready' "$folder/db.cfg"; do
        kill -0 "$server" || { cat "$folder/log"; exit 1; }
        sleep 1
    done
    cp -r "$here/../runtime-assembly/felix/target/tollgate" "$folder/home"
    cp "$folder/db.cfg" "$folder/home/etc/dev.tollgate.db.cfg"
    echo 'The db gate on PostgreSQL:'
    TOLLGATE_HOME="$folder/home" sh "$here/run.sh" 'gates db_query'
    exec 3>&-
    wait "$server" || true
    rm -rf "$folder"
}

if [ $# = 0 ]; then set -- gates postgres swaps; fi
for part in "$@"; do
    if [ "$part" = postgres ]; then postgres; else sh "$here/run.sh" "$part"; fi
done
