package dev.tollgate.health.internal;

import dev.tollgate.configuration.Validated;
import dev.tollgate.configuration.Validated.Refused;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator sets of health checks. They are never off: checks that vanished would be taken for green ones. */
@Validated(by = HealthRules.Check.class, refused = Refused.ALL_DEFAULTS)
@ObjectClassDefinition(name = "Tollgate health", description = "When health checks warn and turn red, and where they are asked for over HTTP.")
public @interface HealthSettings {
    String PID = "dev.tollgate.health";

    @AttributeDefinition(name = "Path", description = "What the paths of health begin with: PATH/live and PATH/ready, and PATH with all of it"
            + " where there is a token.")
    String path() default "/health";

    @AttributeDefinition(name = "Token file", required = false, description = "The absolute path of the file with the token, or tokens, with"
            + " which PATH is asked for everything that checks say: up to 4, a line each, of 16 characters or more. Only its owner and its"
            + " group may be able to read it. Without a value that is not answered; PATH/live and PATH/ready are answered to anybody.")
    String token_file();

    @AttributeDefinition(name = "Queue: many jobs", description = "How many jobs of a queue may be due and wait before there is a warning.",
            min = "1", max = "1000000000")
    int queue_depth_warn() default 10_000;

    @AttributeDefinition(name = "Queue: too many jobs", description = "How many may be due and wait before the check is red; not less than"
            + " for a warning.", min = "1", max = "1000000000")
    int queue_depth_red() default 100_000;

    @AttributeDefinition(name = "Queue: late jobs", description = "For how many seconds a job may be due and wait before there is a"
            + " warning.", min = "1", max = "31536000")
    int queue_age_warn_s() default 300;

    @AttributeDefinition(name = "Queue: too late jobs", description = "For how many seconds a job may be due and wait before the check is"
            + " red; not less than for a warning.", min = "1", max = "31536000")
    int queue_age_red_s() default 3_600;

    @AttributeDefinition(name = "Jobs without a handler", description = "For how many seconds jobs may wait in a queue that nobody handles on"
            + " this node before the check is red; leave time for a bundle to be replaced.", min = "0", max = "31536000")
    int unhandled_s() default 30;

    @AttributeDefinition(name = "Late schedules", description = "How many seconds after its fire time a schedule that nobody fired turns the"
            + " check red.", min = "10", max = "31536000")
    int schedules_late_s() default 120;

    @AttributeDefinition(name = "Skipped fire times", description = "For how many seconds a fire time that was missed, or skipped because the"
            + " run before it went on, is warned of.", min = "1", max = "31536000")
    int schedules_skipped_s() default 3_600;

    @AttributeDefinition(name = "Memory of guests", description = "How much of the memory for all guests may be held before there is a"
            + " warning, in percent.", min = "1", max = "100")
    int memory_warn_percent() default 90;

    @AttributeDefinition(name = "No memory for guests", description = "For how many seconds the check is red after a guest found no room.",
            min = "1", max = "86400")
    int memory_refused_s() default 60;
}
