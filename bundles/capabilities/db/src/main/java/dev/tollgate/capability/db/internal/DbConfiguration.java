package dev.tollgate.capability.db.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What an operator sets of the db gate. */
@ObjectClassDefinition(name = "Tollgate capability db", description = "Where the SQL spaces of plugins lie, and how large they may be.")
@interface DbConfiguration {
    String PID = "dev.tollgate.db";

    @AttributeDefinition(name = "Backend", description = "sqlite: a file for each plugin on this node. postgres: a schema for each plugin in one"
            + " database, for many nodes.", options = {@Option("sqlite"), @Option("postgres")})
    String backend() default "sqlite";

    @AttributeDefinition(name = "Folder", required = false, description = "sqlite: the folder of the files. Without a value it is the folder db"
            + " in the data folder.")
    String directory() default "";

    @AttributeDefinition(name = "URL", required = false, description = "postgres: jdbc:postgresql://host/database. The database is for"
            + " plugins alone.")
    String url() default "";

    @AttributeDefinition(name = "User", required = false, description = "postgres: the administrative role, which makes roles and schemas."
            + " A superuser can take more rights from plugins than another role.")
    String user() default "";

    @AttributeDefinition(name = "Password", required = false, type = AttributeType.PASSWORD, description = "postgres: of the user.")
    String password() default "";

    @AttributeDefinition(name = "Largest space (MiB)", min = "1", max = "1048576", description = "The most that a plugin's space takes, whatever was granted.")
    int max_mb() default 1024;

    @AttributeDefinition(name = "Connections per plugin", min = "1", max = "64", description = "How many connections of this node a plugin has"
            + " at a time; who finds none waits, and then gets EBUSY.")
    int connections_per_plugin() default 4;

    @AttributeDefinition(name = "Connections per role", min = "1", max = "10000", description = "postgres: how many connections a plugin's role has, all nodes"
            + " together. It holds for plugins that are new to the database.")
    int connections_per_role() default 32;

    @AttributeDefinition(name = "Idle time (s)", min = "1", max = "86400", description = "After how many seconds without use a connection is closed.")
    int idle_s() default 60;
}
