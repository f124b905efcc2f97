package dev.tollgate.ingress.webhook.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;
import dev.tollgate.web.SecretFile;
import dev.tollgate.web.SecretUnusableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One webhook; checked.
 *
 * @param source {@code webhook:} and the configuration's name
 * @param path   under the prefix of all
 * @param seal   how its requests are signed; empty where anybody's are taken
 */
record Endpoint(String pid, String source, String path, String slug, String ingress, EventHead head, Optional<Seal> seal, int maxBytes,
        ContentTypes types) {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
    private static final Pattern INGRESS = Pattern.compile("[a-z][a-z0-9_.-]{0,63}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]+");
    private static final int LONGEST_NAME = 150;

    /** Who may send: those that have a secret. */
    record Seal(Signature signature, SecretFile secrets) {
    }

    /** What metatype takes for text, and what goes together. */
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            of(WebhookSettings.PID, values.as(WebhookSettings.class));
        }
    }

    /** @throws IllegalArgumentException naming the configuration and its key */
    static Endpoint of(String pid, WebhookSettings settings) {
        Setting of = new Setting(pid);
        String header = "the name of a header";
        Optional<String> kind = of.optional("kind", settings.kind(), EventHead.KIND, "a kind of the plugin's manifest");
        Optional<String> kindHeader = of.optional("kind.header", settings.kind_header(), Setting.HEADER, header);
        Optional<String> correlation = of.optional("correlation.header", settings.correlation_header(), Setting.HEADER, header);
        return new Endpoint(pid, "webhook:" + name(pid),
                of.required("path", settings.path(), PATH, "a path such as /github"),
                of.required("slug", settings.slug(), PluginId.SLUG, "the slug of a plugin, such as order-mail"),
                of.required("ingress", settings.ingress(), INGRESS, "an ingress of the plugin's manifest"),
                of.checked("kind", () -> new EventHead(kind, kindHeader, correlation)),
                seal(of, settings),
                of.within("max.bytes", settings.max_bytes(), 0, 1_048_576),
                of.checked("content.types", () -> ContentTypes.of(Setting.list(settings.content_types()))));
    }

    private static Optional<Seal> seal(Setting of, WebhookSettings settings) {
        boolean unsigned = of.one("unsigned", settings.unsigned(), List.of("refused", "allowed"), List.of(false, true));
        Optional<SecretFile> secrets = of.checked("secret.file",
                () -> Setting.text(settings.secret_file()).map(Path::of).map(SecretFile::new));
        if (secrets.isPresent() == unsigned) {
            throw new IllegalArgumentException(of.pid() + ": " + (unsigned ? "unsigned: is allowed, but there is a secret.file; set one of them"
                    : "secret.file: is missing; set it, or unsigned = allowed where anybody may send"));
        }
        return secrets.map(file -> new Seal(signature(of, settings), file));
    }

    private static Signature signature(Setting of, WebhookSettings settings) {
        Optional<SignedTime> time = of.optional("timestamp.header", settings.timestamp_header(), Setting.HEADER, "the name of a header")
                .map(header -> of.checked("timestamp.signed", () -> new SignedTime(header, settings.timestamp_signed(),
                        Duration.ofSeconds(of.within("timestamp.tolerance.s", settings.timestamp_tolerance_s(), 1, 86_400)))));
        return new Signature(of.required("signature.header", settings.signature_header(), Setting.HEADER, "the name of a header"),
                of.optional("signature.prefix", settings.signature_prefix(), PRINTABLE, "printable characters").orElse(""),
                of.one("signature.encoding", settings.signature_encoding(), List.of("hex", "base64"), List.of(Signature.Encoding.values())),
                time);
    }

    private static String name(String pid) {
        String name = pid.startsWith(WebhookSettings.PID) ? pid.substring(WebhookSettings.PID.length()).replaceFirst("^[~.-]", "") : pid;
        String plain = name.replaceAll("[^\\x21-\\x7e]", "_");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
    }
}
