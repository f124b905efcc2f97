package dev.tollgate.store.sqlite.internal;

import dev.tollgate.configuration.Validated;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator sees of the store's settings. */
@ObjectClassDefinition(name = "Tollgate store on SQLite",
        description = "Keeps plugins, grants and jobs in one file of this node.")
@interface StoreConfiguration {
    String PID = "dev.tollgate.store.sqlite";
    String DIRECTORY = "directory";

    @AttributeDefinition(name = "Data folder", required = false,
            description = "The folder that holds tollgate.db; created when absent. Without a value it is the framework"
                    + " property tollgate.data (the start script's --data), in Karaf the folder tollgate in Karaf's data"
                    + " folder, else the folder tollgate-data in the working directory. "
                    + Validated.AT_NEXT_START)
    String directory();
}
