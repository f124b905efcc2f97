package dev.tollgate.store.postgres.internal;

import dev.tollgate.configuration.Validated;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator sees of the store's settings. */
@Validated(by = PostgresSettings.Check.class)
@ObjectClassDefinition(name = "Tollgate store on PostgreSQL",
        description = "Keeps what plugins keep by key, grants, jobs and schedules in a PostgreSQL database that many nodes share.")
@interface PostgresConfiguration {
    String PID = "dev.tollgate.store.postgres";
    int POOL_SIZE = 10;
    int POOL_SIZE_MOST = 200;

    @AttributeDefinition(name = "URL", required = false,
            description = "Such as jdbc:postgresql://host:5432/tollgate?sslmode=verify-full. Without a value this store is not used.")
    String url();

    @AttributeDefinition(name = "User", required = false, description = "Owns the schema tollgate, or may create it.")
    String user();

    @AttributeDefinition(name = "Password", required = false, type = AttributeType.PASSWORD, description = "The user's password.")
    String password();

    @AttributeDefinition(name = "Connections", min = "1", max = "" + POOL_SIZE_MOST,
            description = "The most connections of this node. The sum over all nodes stays below the server's max_connections.")
    int pool_size() default POOL_SIZE;
}
