package dev.tollgate.capability.http.internal;

import dev.tollgate.configuration.Validated;
import dev.tollgate.configuration.Validated.Refused;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator sets of the http gate. */
@Validated(by = HttpCapability.Check.class, refused = Refused.OFF)
@ObjectClassDefinition(name = "Tollgate http gate", description = "Which addresses plugins can reach at all, and what a response may take.")
public @interface HttpSettings {
    String PID = "dev.tollgate.http";

    @AttributeDefinition(name = "Open addresses", required = false,
            description = "Ranges of private, local or reserved addresses that plugins may reach, such as 10.1.0.0/16 or fd00:1::/32;"
                    + " several with commas between them. Without a value none are.")
    String[] open_addresses() default {};

    @AttributeDefinition(name = "Response bytes", description = "The most bytes of a response's body, before and after it is decompressed.",
            min = "1", max = "268435456")
    int response_bytes() default 10_485_760;

    @AttributeDefinition(name = "Header bytes", description = "The most bytes of a response's header lines.", min = "1", max = "1048576")
    int header_bytes() default 65_536;

    @AttributeDefinition(name = "Header count", description = "The most header lines of a response.", min = "1", max = "10000")
    int header_count() default 128;

    @AttributeDefinition(name = "Connect time", description = "How long one address may take to accept a connection, in ms.",
            min = "1", max = "600000")
    int connect_ms() default 5_000;

    @AttributeDefinition(name = "Time", description = "How long a request may take with all its redirects, in ms; what is left of the"
            + " invocation's deadline ends it earlier.", min = "1", max = "600000")
    int time_ms() default 30_000;

    @AttributeDefinition(name = "Memory", description = "What the bodies that are being read may take of the heap, in MiB, all plugins"
            + " together. A plugin has half of it at most, and a body takes twice its size.", min = "1")
    int memory_mb() default 64;
}
