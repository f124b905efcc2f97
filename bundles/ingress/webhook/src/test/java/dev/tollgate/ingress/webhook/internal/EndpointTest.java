package dev.tollgate.ingress.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.web.SecretUnusableException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointTest {
    @TempDir
    private Path folder;

    @Test
    void aMistakeNamesTheConfigurationAndItsKey() {
        wrong("path", "path", null);
        for (String path : new String[] {"github", "/", "/a/", "//a", "/a/../b", "/.", "/a b", "/a%20", "/a;b", "/a?b", "/ä"}) {
            wrong("path", "path", path);
        }
        wrong("slug", "slug", "Nobody");
        wrong("ingress", "ingress", "");
        wrong("kind", "kind", "a b");
        wrong("kind", "kind", null);
        wrong("kind", "kind_header", "X-Kind");
        wrong("kind.header", "kind_header", "X Kind");
        wrong("correlation.header", "correlation_header", "a:b");
        wrong("unsigned", "unsigned", "yes");
        wrong("secret.file", "unsigned", "refused");
        wrong("secret.file", "secret_file", "relative/secret");
        wrong("max.bytes", "max_bytes", 1_048_577);
        wrong("content.types", "content_types", new String[] {"json"});
    }

    @Test
    void aMistakeInHowRequestsAreSignedNamesItsKey() throws Exception {
        secret("x".repeat(16), "rw-r-----");
        assertThat(signed().seal()).isPresent();
        wrong("unsigned", "secret_file", file().toString());
        wrongSigned("signature.header", "signature_header", "");
        wrongSigned("signature.encoding", "signature_encoding", "base32");
        wrongSigned("timestamp.signed", "timestamp_header", "X-Time", "timestamp_signed", "no time: ");
        wrongSigned("timestamp.tolerance.s", "timestamp_header", "X-Time", "timestamp_tolerance_s", 0);
    }

    @Test
    void aSecretThatIsNoGoodIsRefusedWithWhatToDo() throws Exception {
        secret("x".repeat(16), "rw-r--r--");
        wrongSecret("chmod 600");
        secret("x".repeat(16), "rw-rw----");
        wrongSecret("chmod 600");
        secret("", "rw-------");
        wrongSecret("openssl rand -hex 32");
        secret("tooshort", "rw-------");
        wrongSecret("openssl rand -hex 32");
        secret(("x".repeat(16) + "\n").repeat(5), "rw-------");
        wrongSecret("openssl rand -hex 32");
        secret("x".repeat(5000), "rw-------");
        wrongSecret("4096 bytes");
        Files.delete(file());
        wrongSecret("check that it is there");
    }

    @Test
    void aWebhookWhoseSecretCannotBeReadIsOffAndSaysWhyUntilItCan() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true));
        Bed bed;
        try {
            bed = new Bed("unsigned", "refused", "secret_file", file().toString());
        } finally {
            System.setErr(before);
        }
        Request signed = Request.of("body").with("X-Hub-Signature-256", "sha256=" + Bed.hex("hush-hush-hush-hush", "body"));
        assertThat(bed.status(signed)).isEqualTo(503);
        assertThat(log.toString()).contains("secret.file: ", "check that it is there", "answered with 503");
        secret("hush-hush-hush-hush", "rw-------");
        assertThat(bed.status(signed)).isEqualTo(202);
    }

    @Test
    void theSecretIsInNoLogAndNoText() throws Exception {
        secret("hush-hush-hush-hush", "rw-------");
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true));
        try {
            Bed bed = new Bed("unsigned", "refused", "secret_file", file().toString());
            bed.status(Request.of("body"));
            bed.status(Request.of("body").with("X-Hub-Signature-256", "sha256=" + Bed.hex("hush-hush-hush-hush", "body")));
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString()).contains("webhook:shop: refused {401=1}").doesNotContain("hush");
        assertThat(signed().toString()).doesNotContain("hush");
    }

    @Test
    void theSharedSettingsAreChecked() {
        assertThat(new HostedWebhooks(Settings.shared("prefix", "/in/hooks")).path()).isEqualTo("/in/hooks/*");
        for (Object[] wrong : new Object[][] {{"prefix", "hooks"}, {"prefix", "/"}, {"prefix", "/hooks/"}, {"prefix", "/*"}, {"requests_most", 0},
            {"read_ms", 0}}) {
            assertThatThrownBy(() -> new HostedWebhooks(Settings.shared(wrong))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("dev.tollgate.webhooks: " + wrong[0].toString().replace('_', '.') + ": ");
        }
    }

    @Test
    void theFilesOfTheConfigurationsSayTheDefaultsAndHaveEachKey() throws Exception {
        Properties shared = new Properties();
        try (var in = Files.newInputStream(Path.of("../../../config/" + WebhooksSettings.PID + ".cfg"))) {
            shared.load(in);
        }
        Map<String, String> defaults = new HashMap<>();
        for (Method setting : WebhooksSettings.class.getDeclaredMethods()) {
            defaults.put(key(setting), setting.getDefaultValue().toString());
        }
        assertThat(shared).isEqualTo(defaults);

        String sample = Files.readString(Path.of("../../../config/" + WebhookSettings.PID + "-example.cfg.sample"));
        Pattern line = Pattern.compile("(?m)^(?:# )?([a-z][a-z.]*) = ?(.*)$");
        Map<String, String> keys = new HashMap<>();
        line.matcher(sample).results().forEach(match -> keys.put(match.group(1), match.group(2)));
        assertThat(keys.keySet()).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(WebhookSettings.class.getDeclaredMethods()).map(EndpointTest::key).toList());
        for (Method setting : WebhookSettings.class.getDeclaredMethods()) {
            if (setting.getDefaultValue() instanceof Integer || setting.getDefaultValue() instanceof String) {
                assertThat(keys.get(key(setting))).as(key(setting)).isEqualTo(setting.getDefaultValue().toString());
            }
        }
    }

    private static String key(Method setting) {
        return setting.getName().replace('_', '.');
    }

    private static void wrong(String key, String setting, Object value) {
        assertThatThrownBy(() -> Endpoint.of(Bed.PID, Settings.webhook(setting, value))).as("%s", value)
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(Bed.PID + ": " + key + ": ");
    }

    private void wrongSigned(String key, Object... pairs) {
        assertThatThrownBy(() -> signed(pairs)).isInstanceOf(IllegalArgumentException.class).message()
                .contains(Bed.PID + ": ", key + ": ");
    }

    private void wrongSecret(String what) {
        assertThatThrownBy(signed().seal().orElseThrow().secrets()::read).isInstanceOf(SecretUnusableException.class).hasMessageContaining(what);
    }

    private Endpoint signed(Object... pairs) {
        Object[] all = Arrays.copyOf(new Object[] {"unsigned", "refused", "secret_file", file().toString()}, 4 + pairs.length);
        System.arraycopy(pairs, 0, all, 4, pairs.length);
        return Endpoint.of(Bed.PID, Settings.webhook(all));
    }

    private Path file() {
        return folder.resolve("secret");
    }

    private void secret(String text, String permissions) throws Exception {
        Files.deleteIfExists(file());
        Files.writeString(file(), text);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));
    }
}
