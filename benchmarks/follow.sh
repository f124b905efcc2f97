#!/bin/sh
# Measures how long three nodes on one PostgreSQL, which is started for it, take to follow an activation.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
module="$here/../bundles/stores/postgres"
mvn -q -f "$here/../pom.xml" -pl bundles/stores/postgres -am -DskipTests test-compile org.apache.maven.plugins:maven-dependency-plugin:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile=target/test.classpath
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xss4m -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
    -cp "$module/target/test-classes:$module/target/classes:$(cat "$module/target/test.classpath")" \
    dev.tollgate.store.postgres.internal.FollowTimes
