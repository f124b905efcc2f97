#!/bin/sh
# Measures what a reload under load costs and what idle plugins hold, and prints the figures as Markdown.
# Build first: mvn -q -DskipTests -pl bundles/lifecycle -am test-compile
set -eu
here=$(cd "$(dirname "$0")" && pwd)
module="$here/../bundles/lifecycle"
mvn -q -f "$here/../pom.xml" -pl bundles/lifecycle -am -DskipTests test-compile org.apache.maven.plugins:maven-dependency-plugin:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile=target/test.classpath
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xss4m -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
    -cp "$module/target/test-classes:$module/target/classes:$(cat "$module/target/test.classpath")" \
    dev.tollgate.lifecycle.internal.ReloadTimes
