package dev.tollgate.engine.internal;

import dev.tollgate.configuration.Validated;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** How modules are compiled, where that is kept, and how they are warmed up. */
@ObjectClassDefinition(name = "Tollgate engine", description = "How the code of plugins is compiled and kept.")
public @interface EngineSettings {
    String PID = "dev.tollgate.engine";

    @AttributeDefinition(name = "Backend", description = "What runs the code of plugins: compiled, or interpreted by the engine, which is 40 to 350 times slower. "
            + Validated.AT_NEXT_START,
            options = {@Option(value = "compiled"), @Option(value = "interpreter")})
    String backend() default "compiled";

    @AttributeDefinition(name = "Fallback", description = "Whether a function that is too large for a method of the JVM may be interpreted; otherwise its module is refused.",
            options = {@Option(value = "allowed"), @Option(value = "forbidden")})
    String fallback() default "allowed";

    @AttributeDefinition(name = "Compile time", description = "The longest that one module takes to compile, in seconds.", min = "1", max = "3600")
    int compile_time_s() default 30;

    @AttributeDefinition(name = "Compile slots", description = "How many modules are compiled at a time. " + Validated.AT_NEXT_START, min = "1", max = "64")
    int compile_slots() default 1;

    @AttributeDefinition(name = "Compiled size", description = "The most that the classes of one module have together, in MiB.", min = "1", max = "1024")
    int compile_size_mb() default 64;

    @AttributeDefinition(name = "Cache", description = "The most that is kept of compiled code, in MiB; 0 keeps none. " + Validated.AT_NEXT_START, min = "0", max = "1048576")
    int cache_mb() default 512;

    @AttributeDefinition(name = "Folder", required = false, description = "The folder that holds engine.key and the folder compiled; made when absent."
            + " Without a value it is the framework property tollgate.data (the start script's --data), in Karaf the folder tollgate in"
            + " Karaf's data folder; where neither is known, compiled code is kept in memory. " + Validated.AT_NEXT_START)
    String directory();

    @AttributeDefinition(name = "Warm-up", description = "How long a plugin's handlers run on trial when it is activated, in ms; 0 for not at all.", min = "0", max = "60000")
    int warm_up_ms() default 200;
}
