package dev.tollgate.ingress.webhook.internal;

import dev.tollgate.configuration.Validated;
import dev.tollgate.configuration.Validated.Refused;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What an operator sets of one webhook. */
@Validated(by = Endpoint.Check.class, refused = Refused.OFF)
@ObjectClassDefinition(name = "Tollgate webhook", description = "A path at which another system delivers events to a service plugin.")
public @interface WebhookSettings {
    String PID = "dev.tollgate.webhook";

    @AttributeDefinition(name = "Path", description = "Under the prefix of all webhooks, such as /github.")
    String path();

    @AttributeDefinition(name = "Plugin", description = "The slug of the plugin.")
    String slug();

    @AttributeDefinition(name = "Ingress", description = "One of those that the plugin's manifest names.")
    String ingress();

    @AttributeDefinition(name = "Kind", required = false, description = "The kind of all events.")
    String kind();

    @AttributeDefinition(name = "Kind header", required = false, description = "The header with the kind, such as X-GitHub-Event. Either"
            + " this or a fixed kind is set.")
    String kind_header();

    @AttributeDefinition(name = "Secret file", required = false, description = "The absolute path of the file with the secret that"
            + " requests are signed with: up to 4 of them, a line each, of 16 characters or more. Only its owner and its group may be able"
            + " to read it. It is read for each request.")
    String secret_file();

    @AttributeDefinition(name = "Unsigned", description = "Whether requests are taken from anybody who finds the path.",
            options = {@Option(label = "refused", value = "refused"), @Option(label = "allowed", value = "allowed")})
    String unsigned() default "refused";

    @AttributeDefinition(name = "Signature header", description = "The header with the HMAC-SHA256 of the body as it was sent.")
    String signature_header() default "X-Hub-Signature-256";

    @AttributeDefinition(name = "Signature prefix", description = "What is before the signature in its header; may be empty.")
    String signature_prefix() default "sha256=";

    @AttributeDefinition(name = "Signature encoding", description = "How the signature's 32 bytes are written.",
            options = {@Option(label = "hex", value = "hex"), @Option(label = "base64", value = "base64")})
    String signature_encoding() default "hex";

    @AttributeDefinition(name = "Time header", required = false, description = "The header with the time of signing, in seconds since"
            + " 1970. Without a value no time is signed, and a request that somebody has overheard can be repeated at any time.")
    String timestamp_header();

    @AttributeDefinition(name = "Signed time", description = "What is signed before the body where there is a time: {timestamp} is the"
            + " header's value.")
    String timestamp_signed() default "{timestamp}.";

    @AttributeDefinition(name = "Tolerance", description = "How far that time may be from this node's clock, in seconds.", min = "1",
            max = "86400")
    int timestamp_tolerance_s() default 300;

    @AttributeDefinition(name = "Correlation header", required = false, description = "The header with what identifies an event, such as"
            + " X-GitHub-Delivery: one that comes twice is dispatched once.")
    String correlation_header();

    @AttributeDefinition(name = "Most bytes", description = "The most bytes of a body.", min = "0", max = "1048576")
    int max_bytes() default 65_536;

    @AttributeDefinition(name = "Content types", required = false, description = "Which types bodies may have, such as application/json;"
            + " several with commas between them. Any where there is no value.")
    String[] content_types() default {};
}
