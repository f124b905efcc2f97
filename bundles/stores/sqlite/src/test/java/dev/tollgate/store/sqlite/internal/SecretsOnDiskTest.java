package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.abi.settings.Secrets;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.settings.internal.ChosenSettings;
import dev.tollgate.settings.internal.ConfigNews;
import dev.tollgate.settings.internal.SealedSecrets;
import dev.tollgate.settings.internal.SecretsSettings;
import dev.tollgate.settings.internal.StoredConfigValues;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** What somebody who has the store's files, or can change them, learns of secrets. */
class SecretsOnDiskTest {
    private static final String WORD = "correct horse battery staple";
    private static final byte[] VALUE = WORD.getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;
    private Database database;
    private Secrets secrets;

    @BeforeEach
    void open() {
        database = Database.open(folder);
        secrets = start();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a51TheFilesOfTheStoreHoldNoSecretAndNotItsKey() throws Exception {
        secrets.set("image-tools", "token", VALUE, "ada");
        ConfigValues values = new StoredConfigValues(new ChosenSettings(new SqliteSettingsStore(database)), new ConfigNews());
        values.set("image-tools", "shown", "\"battery of config\"", "ada");

        assertThat(files()).anyMatch(file -> file.toString().endsWith("-wal"));
        assertNothingOfTheSecret();
        database.close();
        assertNothingOfTheSecret();
        open();
        assertThat(secrets.get("image-tools", "token")).hasValue(VALUE);
    }

    @Test
    void theSameValueTwiceIsNotTheSameInTheStore() throws Exception {
        secrets.set("image-tools", "token", VALUE, "ada");
        secrets.set("image-tools", "other", VALUE, "ada");

        List<String> rows = database.read(session -> session.all("SELECT hex(bytes) FROM setting", row -> row.text(1)));
        assertThat(rows).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aRowThatIsMovedToAnotherPluginOrNameIsRefused() throws Exception {
        for (String move : List.of("slug = 'other-tools'", "name = 'shown'")) {
            secrets.set("image-tools", "token", VALUE, "ada");
            change("UPDATE setting SET " + move);
            assertThatThrownBy(() -> secrets.get(move.contains("slug") ? "other-tools" : "image-tools", move.contains("name") ? "shown" : "token"))
                    .as(move).isInstanceOf(SettingsException.class).hasMessageContaining("moved there from another plugin or name");
            change("DELETE FROM setting");
        }
    }

    @Test
    void aStoreThatIsRestoredWithoutItsKeySaysSo() throws Exception {
        secrets.set("image-tools", "token", VALUE, "ada");
        Files.delete(folder.resolve("secrets.key"));
        assertThatThrownBy(() -> start().get("image-tools", "token")).isInstanceOf(SettingsException.class)
                .hasMessageContaining("secrets.key is missing").hasMessageContaining("tollgate:secrets set image-tools token PATH");

        Files.write(folder.resolve("secrets.key"), new byte[32]);
        Files.setPosixFilePermissions(folder.resolve("secrets.key"), PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> start().get("image-tools", "token")).isInstanceOf(SettingsException.class)
                .hasMessageContaining("it was encrypted with another key");
    }

    private void assertNothingOfTheSecret() throws IOException {
        String key = text(folder.resolve("secrets.key"));
        boolean shown = false;
        for (Path file : files()) {
            if (!file.endsWith("secrets.key")) {
                String content = text(file);
                assertThat(content).as(file.toString()).doesNotContain("horse").doesNotContain(WORD.substring(8, 16)).doesNotContain(key.substring(0, 8));
                shown |= content.contains("battery of config");
            }
        }
        assertThat(shown).as("what is not secret is found in the same way").isTrue();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private void change(String sql) throws SQLException {
        database.write(session -> {
            session.script(sql);
            return null;
        });
    }

    /** The service, as it is after a start of the server: it has read no key yet. */
    private Secrets start() {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> "tollgate.data".equals(arguments[0]) ? folder.toString() : null);
        return new SealedSecrets(new ChosenSettings(new SqliteSettingsStore(database)), context, new SecretsSettings() {
            @Override
            public String key_file() {
                return null;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return SecretsSettings.class;
            }
        });
    }
}
