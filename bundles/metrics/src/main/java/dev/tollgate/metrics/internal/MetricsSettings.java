package dev.tollgate.metrics.internal;

import dev.tollgate.configuration.Validated;
import dev.tollgate.configuration.Validated.Refused;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Who reads metrics, and how many there are. By default nobody reads them, so that defaults open nothing. */
@Validated(by = Access.Check.class, refused = Refused.ALL_DEFAULTS)
@ObjectClassDefinition(name = "Tollgate metrics", description = "Metrics for Prometheus, at /metrics of the HTTP service.")
public @interface MetricsSettings {
    String PID = "dev.tollgate.metrics";

    @AttributeDefinition(name = "Access", description = "Who may read: those that send a secret of the token file, or everybody who reaches the port.",
            options = {@Option(value = "token"), @Option(value = "open")})
    String access() default "token";

    @AttributeDefinition(name = "Token file", required = false, description = "The absolute path of a file with the secret that a scraper"
            + " sends as a bearer token; a second line may hold the one before it. Until there is one, nobody may read.")
    String token_file() default "";

    @AttributeDefinition(name = "Plugins", description = "How many plugins have series of their own; the others share those of \"_other\".",
            min = "1", max = "10000")
    int plugins_most() default 100;
}
