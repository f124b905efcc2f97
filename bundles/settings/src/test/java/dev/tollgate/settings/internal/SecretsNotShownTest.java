package dev.tollgate.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.settings.Secrets;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.StoredSetting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A secret's value appears nowhere but in the array that its reader asked for. */
class SecretsNotShownTest {
    private static final String WORD = "xyzzy-plugh-4711";
    private static final byte[] VALUE = WORD.getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;
    private final MemorySettingsStore store = new MemorySettingsStore();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<String> shown = new ArrayList<>();
    private PrintStream before;

    @BeforeEach
    void captureEverythingThatIsLogged() {
        before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        LoggerFactory.getLogger("dev.tollgate.settings").trace("at TRACE too");
    }

    @AfterEach
    void release() {
        System.setErr(before);
    }

    @Test
    void a51SecretsAreInNoLogLineNoListingNoTextAndNoException() throws Exception {
        Path file = folder.resolve("secrets.key");
        Secrets secrets = new SealedSecrets(store, new KeyFile(file, new SecureRandom()), new SecureRandom(), Clock.systemUTC());

        secrets.set("image-tools", "token", VALUE, "ada");
        assertThat(secrets.get("image-tools", "token")).hasValue(VALUE);
        byte[] key = Files.readAllBytes(file);
        shown.add(secrets + " " + secrets.list("image-tools") + " " + store.rows);

        refused(() -> secrets.set("image-tools", "No Name", VALUE, "ada"));
        refused(() -> secrets.set("no slug", "token", VALUE, "ada"));
        refused(() -> secrets.set("image-tools", "token", VALUE, ""));
        refused(() -> secrets.set("image-tools", "token", Arrays.copyOf(VALUE, Secrets.MOST_BYTES + 1), "ada"));
        byte[] sealed = store.find("image-tools", SettingKind.SECRET, "token").orElseThrow();
        store.put(new StoredSetting("other-tools", SettingKind.SECRET, "token", sealed, "ada", Clock.systemUTC().instant()), 1);
        refused(() -> secrets.get("other-tools", "token"));
        Files.write(file, new byte[3]);
        refused(() -> secrets.set("image-tools", "token", VALUE, "ada"));
        Files.write(file, key);
        secrets.remove("image-tools", "token", "ada");

        shown.add(log.toString(StandardCharsets.UTF_8));
        assertThat(shown.toString()).contains("TRACE dev.tollgate.settings - at TRACE too").contains("secret token of image-tools was set by ada");
        for (byte[] hidden : List.of(VALUE, key)) {
            assertThat(shown.toString()).doesNotContain(new String(hidden, StandardCharsets.ISO_8859_1), HexFormat.of().formatHex(hidden),
                    Base64.getEncoder().encodeToString(hidden), Base64.getEncoder().withoutPadding().encodeToString(hidden),
                    Arrays.toString(hidden));
        }
    }

    private void refused(Runnable step) {
        assertThatThrownBy(step::run).satisfies(failure -> {
            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text, true));
            shown.add(text.toString());
        });
    }
}
