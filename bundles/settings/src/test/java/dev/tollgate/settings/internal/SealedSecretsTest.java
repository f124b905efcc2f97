package dev.tollgate.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.settings.Secrets;
import dev.tollgate.abi.settings.Setting;
import dev.tollgate.abi.settings.SettingKind;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.abi.settings.StoredSetting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedSecretsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] VALUE = "correct horse battery staple".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;
    private final MemorySettingsStore store = new MemorySettingsStore();
    private Path file;
    private Secrets secrets;

    @BeforeEach
    void open() {
        file = folder.resolve("secrets.key");
        secrets = started();
    }

    @Test
    void aSecretIsThereAtTheNextReadUntilItIsTakenAway() {
        assertThat(secrets.get("image-tools", "token")).isEmpty();
        secrets.set("image-tools", "token", new byte[] {9}, "ada");
        secrets.set("image-tools", "token", VALUE, "bob");
        assertThat(secrets.get("image-tools", "token")).hasValue(VALUE);
        assertThat(secrets.list("image-tools")).containsExactly(new Setting("token", "bob", NOW));

        assertThat(secrets.remove("image-tools", "token", "ada")).isTrue();
        assertThat(secrets.remove("image-tools", "token", "ada")).isFalse();
        assertThat(secrets.get("image-tools", "token")).isEmpty();
    }

    @Test
    void anotherStartReadsIt() {
        secrets.set("image-tools", "token", VALUE, "ada");

        assertThat(started().get("image-tools", "token")).hasValue(VALUE);
    }

    @Test
    void theCallersArraysAreItsOwn() {
        byte[] given = VALUE.clone();
        secrets.set("image-tools", "token", given, "ada");
        given[0] = 0;
        secrets.get("image-tools", "token").orElseThrow()[1] = 0;

        assertThat(secrets.get("image-tools", "token")).hasValue(VALUE);
    }

    @Test
    void theSameValueIsSealedDifferentlyEachTime() {
        secrets.set("image-tools", "token", VALUE, "ada");
        byte[] first = sealed("token");
        secrets.set("image-tools", "token", VALUE, "ada");
        secrets.set("image-tools", "other", VALUE, "ada");

        assertThat(sealed("token")).isNotEqualTo(first).isNotEqualTo(sealed("other")).hasSize(1 + 8 + 12 + VALUE.length + 16);
        assertThat(new String(first, StandardCharsets.ISO_8859_1)).doesNotContain("horse");
    }

    @Test
    void aRowThatWasMovedToAnotherPluginIsRefused() {
        secrets.set("image-tools", "token", VALUE, "ada");
        put("other-tools", "token", sealed("token"));

        assertThatThrownBy(() -> secrets.get("other-tools", "token")).isInstanceOf(SettingsException.class).hasMessage(
                "secret token of other-tools cannot be read: it was changed in the store, or moved there from another plugin or name."
                        + " Or set it anew: tollgate:secrets set other-tools token PATH");
    }

    @Test
    void aRowThatWasMovedToAnotherNameIsRefused() {
        secrets.set("image-tools", "token", VALUE, "ada");
        put("image-tools", "shown", sealed("token"));

        assertThatThrownBy(() -> secrets.get("image-tools", "shown")).isInstanceOf(SettingsException.class).hasMessageContaining("moved there");
    }

    @Test
    void noByteOfARowCanBeChanged() {
        secrets.set("image-tools", "token", VALUE, "ada");
        byte[] sealed = sealed("token");
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            put("image-tools", "token", changed);
            assertThatThrownBy(() -> secrets.get("image-tools", "token")).as("byte " + i).isInstanceOf(SettingsException.class);
        }
    }

    @Test
    void aRowThatIsCutOffIsRefused() {
        secrets.set("image-tools", "token", VALUE, "ada");
        byte[] sealed = sealed("token");
        for (int length : new int[] {0, 1, 8, 9, 20, 36, sealed.length - 1}) {
            put("image-tools", "token", Arrays.copyOf(sealed, length));
            assertThatThrownBy(() -> secrets.get("image-tools", "token")).as("length " + length).isInstanceOf(SettingsException.class);
        }
    }

    @Test
    void aKeyThatWasLostSaysWhatToDoAndTheSecretIsSetAnew() throws Exception {
        secrets.set("image-tools", "token", VALUE, "ada");
        Files.delete(file);
        Secrets later = started();

        assertThatThrownBy(() -> later.get("image-tools", "token")).isInstanceOf(SettingsException.class).hasMessage(
                "secret token of image-tools cannot be read: the key file " + file + " is missing; put it back from a backup."
                        + " Or set it anew: tollgate:secrets set image-tools token PATH");
        assertThat(file).as("reading makes no key").doesNotExist();
        later.set("image-tools", "token", VALUE, "ada");
        assertThat(later.get("image-tools", "token")).hasValue(VALUE);
        assertThat(started().get("image-tools", "token")).hasValue(VALUE);
    }

    @Test
    void aWrongKeyIsToldFromADamagedValueAndTheRightOneIsTakenWhenItIsBack() throws Exception {
        secrets.set("image-tools", "token", VALUE, "ada");
        byte[] key = Files.readAllBytes(file);
        Files.write(file, new byte[32]);
        Secrets later = started();

        assertThatThrownBy(() -> later.get("image-tools", "token")).isInstanceOf(SettingsException.class)
                .hasMessageContaining("it was encrypted with another key than the one in " + file + "; put the former key back")
                .hasMessageContaining("tollgate:secrets set image-tools token PATH");
        Files.write(file, key);
        assertThat(later.get("image-tools", "token")).hasValue(VALUE);
    }

    @Test
    void aDamagedKeyIsNotReplacedBySettingASecret() throws Exception {
        secrets.set("image-tools", "token", VALUE, "ada");
        Files.write(file, new byte[7]);
        Secrets later = started();

        assertThatThrownBy(() -> later.get("image-tools", "token")).isInstanceOf(SettingsException.class).hasMessageContaining("is damaged");
        assertThatThrownBy(() -> later.set("image-tools", "token", VALUE, "ada")).isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("secret token of image-tools cannot be set: the key file " + file + " is damaged");
        assertThat(file).hasSize(7);
    }

    @Test
    void aKeyThatCannotBeUsedIsReportedAtTheStart() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            started();
            assertThat(log.toString(StandardCharsets.UTF_8)).as("it is made when it is needed").isEmpty();
            Files.write(file, new byte[7]);
            started();
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("no secret can be read: the key file " + file + " is damaged");
    }

    @Test
    void aSecretIsSealedWithTheKeyThatIsInTheFileNow() throws Exception {
        secrets.set("image-tools", "token", VALUE, "ada");
        Files.delete(file);
        secrets.set("image-tools", "token", VALUE, "ada");

        assertThat(started().get("image-tools", "token")).as("it does not get lost with a key that was only remembered").hasValue(VALUE);
    }

    @Test
    void itsBoundsAreKept() {
        secrets.set("image-tools", "most", new byte[Secrets.MOST_BYTES], "ada");
        assertThat(secrets.get("image-tools", "most").orElseThrow()).hasSize(65_536);
        assertThatThrownBy(() -> secrets.set("image-tools", "more", new byte[Secrets.MOST_BYTES + 1], "ada"))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("secret 'more' has 65537 bytes; it has at most 65536");
        assertThatThrownBy(() -> secrets.set("image-tools", "empty", new byte[0], "ada")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is empty");
        for (String name : new String[] {"", "Token", "1a", "a/b", "a".repeat(65), "a\n"}) {
            assertThatThrownBy(() -> secrets.set("image-tools", name, VALUE, "ada")).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is no name of a secret");
        }
    }

    @Test
    void aPluginHasAtMostAHundred() {
        for (int i = 0; i < Secrets.MOST; i++) {
            put("image-tools", "s" + i, VALUE);
        }
        assertThatThrownBy(() -> secrets.set("image-tools", "one-more", VALUE, "ada")).isInstanceOf(SettingsException.class)
                .hasMessageContaining("tollgate:secrets remove image-tools NAME");
        secrets.set("image-tools", "s1", VALUE, "ada");
    }

    @Test
    void aPluginIsForgottenAloneAndWithoutItsConfiguration() {
        secrets.set("image-tools", "token", VALUE, "ada");
        secrets.set("other-tools", "token", VALUE, "ada");
        store.rows.add(new StoredSetting("image-tools", SettingKind.CONFIG, "token", VALUE, "ada", NOW));

        secrets.forget("image-tools");

        assertThat(store.rows).extracting(StoredSetting::toString).containsExactly(
                "SECRET token of other-tools, set by ada at " + NOW, "CONFIG token of image-tools, set by ada at " + NOW);
    }

    private Secrets started() {
        return new SealedSecrets(store, new KeyFile(file, new SecureRandom()), new SecureRandom(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private byte[] sealed(String name) {
        return store.find("image-tools", SettingKind.SECRET, name).orElseThrow();
    }

    private void put(String slug, String name, byte[] sealed) {
        store.put(new StoredSetting(slug, SettingKind.SECRET, name, sealed, "mallory", NOW), Secrets.MOST);
    }
}
