package dev.tollgate.lifecycle.internal.trust;

import dev.tollgate.configuration.Validated;
import dev.tollgate.configuration.Validated.Refused;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Whose packages run here. */
@Validated(by = PolicyReader.Check.class, refused = Refused.CLOSED)
@ObjectClassDefinition(name = "Tollgate trust", description = "Whose packages are installed and run. A change takes effect at once, also on what runs.")
public @interface TrustSettings {
    String PID = "dev.tollgate.trust";
    String UNSIGNED = "unsigned";
    String PUBLISHER_CHANGE = "publisher.change";
    String KEYS = "keys";
    String REVOKED_KEYS = "revoked.keys";
    String REVOKED_DIGESTS = "revoked.digests";
    String ALLOWED = "allowed";
    String REFUSED = "refused";

    @AttributeDefinition(name = "Unsigned packages", description = "Whether a package runs that no key below has signed.",
            options = {@Option(ALLOWED), @Option(REFUSED)})
    String unsigned() default ALLOWED;

    @AttributeDefinition(name = "Change of publisher", description = "Whether a plugin may go from the publisher who signed its current version to another one, or to none.",
            options = {@Option(ALLOWED), @Option(REFUSED)})
    String publisher_change() default REFUSED;

    @AttributeDefinition(name = "Keys", description = "publisher = base64 of an Ed25519 public key (32 bytes, or X.509), then the slugs it is for if not for all. Several for a publisher who changes keys.")
    String[] keys() default {};

    @AttributeDefinition(name = "Revoked keys", description = "Fingerprints: SHA-256 of the 32 bytes of a public key, in hex.")
    String[] revoked_keys() default {};

    @AttributeDefinition(name = "Revoked packages", description = "SHA-256 digests of packages, in hex.")
    String[] revoked_digests() default {};
}
