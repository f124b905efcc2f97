package dev.tollgate.settings.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the key of secrets is. */
@ObjectClassDefinition(name = "Tollgate secrets", description = "How the secrets of plugins are kept.")
public @interface SecretsSettings {
    String PID = "dev.tollgate.secrets";

    @AttributeDefinition(name = "Key file", required = false, description = "The file of 32 random bytes that secrets are encrypted with;"
            + " made when the first secret is set. Others than its owner and its group must not be able to read it. Without a value it is"
            + " secrets.key in the folder of the framework property tollgate.data (the start script's --data), in Karaf in the folder"
            + " tollgate of Karaf's data folder, else in the folder tollgate-data of the working directory.")
    String key_file();
}
