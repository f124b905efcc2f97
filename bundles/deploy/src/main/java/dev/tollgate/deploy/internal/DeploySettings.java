package dev.tollgate.deploy.internal;

import dev.tollgate.configuration.Validated;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Which folder is looked at, and how patiently. */
@Validated(by = DeployHome.Check.class)
@ObjectClassDefinition(name = "Tollgate deploy", description = "The folder whose files are installed as plugins.")
@interface DeploySettings {
    String PID = "dev.tollgate.deploy";

    @AttributeDefinition(name = "Folder", required = false, description = "The folder that plugins are dropped into; the one that File Install"
            + " watches. Without a value it is deploy in the distribution's folder, or in Karaf's.")
    String folder() default "";

    @AttributeDefinition(name = "Settle in milliseconds", min = "0", max = "86400000", description = "How long a file must not have changed"
            + " before it is read.")
    long settle_milliseconds() default 1_000;

    @AttributeDefinition(name = "Gone in seconds", min = "0", max = "86400", description = "How long a file must be gone before its plugin is"
            + " removed with its data. Whoever renames or replaces a file deletes one in between.")
    long gone_seconds() default 10;
}
