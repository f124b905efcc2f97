package dev.tollgate.diagnostics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.abi.settings.Secrets;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.settings.internal.ChosenSettings;
import dev.tollgate.settings.internal.ConfigNews;
import dev.tollgate.settings.internal.SealedSecrets;
import dev.tollgate.settings.internal.SecretsSettings;
import dev.tollgate.settings.internal.StoredConfigValues;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.slf4j.LoggerFactory;

/** The commands as an operator types them into Gogo. */
class SettingsCommandsTest {
    private static final String WORD = "xyzzy-plugh-4711";
    private static final List<String> FUNCTIONS = List.of("secretFile", "secrets", "forgetSecret", "config", "unset");

    @TempDir
    Path folder;
    private final MemorySettingsStore store = new MemorySettingsStore();
    private final ConfigValues values = new StoredConfigValues(new ChosenSettings(store), new ConfigNews());
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final StringBuilder answers = new StringBuilder();
    private CommandSession session;
    private Secrets secrets;
    private PrintStream before;

    @BeforeEach
    void openAShell() {
        secrets = new SealedSecrets(new ChosenSettings(store), none(BundleContext.class), keyIn(folder.resolve("secrets.key")));
        CommandProcessorImpl processor = new CommandProcessorImpl(null);
        SettingsCommands commands = new SettingsCommands(installed("image-tools"), values, secrets);
        for (String function : FUNCTIONS) {
            processor.addCommand("tollgate", commands, function);
        }
        before = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        session = processor.createSession(new ByteArrayInputStream(new byte[0]), System.err, System.err);
    }

    @AfterEach
    void release() {
        session.close();
        System.setErr(before);
    }

    @Test
    void aSecretIsSetFromAFileListedByNameAndDeleted() throws Exception {
        Path file = Files.write(folder.resolve("token"), new byte[] {'a', 0, -1});
        assertThat(says("tollgate:secretFile image-tools token " + file)).isEqualTo("secret token of image-tools is set");
        assertThat(secrets.get("image-tools", "token").orElseThrow()).containsExactly('a', 0, -1);
        assertThat(says("tollgate:secrets image-tools")).contains("SECRET", "WHEN", "WHO", "token", "shell");

        assertThat(says("tollgate:forgetSecret image-tools token")).isEqualTo("secret token of image-tools is deleted");
        assertThat(says("tollgate:forgetSecret image-tools token")).isEqualTo("image-tools has no secret token");
        assertThat(secrets.get("image-tools", "token")).isEmpty();
    }

    @Test
    void aLineEndBelongsToTheSecretAndIsMentioned() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "abc\n");

        assertThat(says("tollgate:secretFile image-tools token " + file)).contains("the file ends with a line end");
        assertThat(secrets.get("image-tools", "token").orElseThrow()).hasSize(4);
    }

    @Test
    void aFileThatCannotBeASecretIsRefused() throws Exception {
        Path large = Files.write(folder.resolve("large"), new byte[Secrets.MOST_BYTES + 1]);
        Path empty = Files.write(folder.resolve("empty"), new byte[0]);

        assertThat(says("tollgate:secretFile image-tools token " + large)).isEqualTo("error: the file with the secret has 65537 bytes; a secret has 1 to 65536");
        assertThat(says("tollgate:secretFile image-tools token " + empty)).contains("has 0 bytes");
        assertThat(says("tollgate:secretFile image-tools token " + folder)).contains("is no file");
        assertThat(says("tollgate:secretFile image-tools Token " + large.resolveSibling("secrets.key"))).startsWith("error: ");
        assertThat(secrets.list("image-tools")).isEmpty();
    }

    @Test
    void settingsAreForPluginsThatAreInstalled() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "abc");

        assertThat(says("tollgate:secretFile imagetools token " + file)).isEqualTo("error: no plugin of that slug is installed; tollgate:list names them");
        assertThat(says("tollgate:config imagetools quality 80")).startsWith("error: no plugin of that slug");
    }

    @Test
    void aConfigValueIsTypedAsJson() throws Exception {
        assertThat(says("tollgate:config image-tools quality 80")).isEqualTo("quality of image-tools is 80");
        assertThat(says("tollgate:config image-tools lossless true")).isEqualTo("lossless of image-tools is true");
        assertThat(says("tollgate:config image-tools greeting '\"hello you\"'")).isEqualTo("greeting of image-tools is \"hello you\"");
        assertThat(says("tollgate:config image-tools sizes '{\"small\":[1,2]}'")).isEqualTo("sizes of image-tools is {\"small\":[1,2]}");
        assertThat(says("tollgate:config image-tools gamma 2.20")).isEqualTo("gamma of image-tools is 2.20");
        assertThat(says("tollgate:config image-tools large 12345678901234567890")).isEqualTo("large of image-tools is 12345678901234567890");
        assertThat(says("tollgate:config image-tools quality hello")).startsWith("error: config value 'quality' is not JSON")
                .contains("a text in double quotes");
        assertThat(says("tollgate:config image-tools quality null")).startsWith("error: config value 'quality' is null; tollgate:unset");
        assertThat(says("tollgate:config image-tools")).contains("KEY", "quality", "80", "\"hello you\"", "shell");

        assertThat(says("tollgate:unset image-tools quality")).isEqualTo("quality of image-tools is as in its manifest");
        assertThat(says("tollgate:unset image-tools quality")).isEqualTo("quality of image-tools was not set");
    }

    @Test
    void aConfigValueCanNeitherForgeALineNorFillTheScreen() throws Exception {
        values.set("image-tools", "long", '"' + "x".repeat(5_000) + '"', "ada\n");

        assertThat(says("tollgate:config image-tools")).contains("xxx...", "ada\\u000a").hasSizeLessThan(400);
    }

    @Test
    void theCommandsOfTheDocumentAreThere() throws Exception {
        String document = Files.readString(Path.of("../../docs/gates/config-and-secrets.md"));
        Set<String> named = Pattern.compile("`tollgate:(\\w+)").matcher(document).results().map(command -> command.group(1)).collect(Collectors.toSet());

        assertThat(named).containsExactlyInAnyOrderElementsOf(FUNCTIONS);
        assertThat(SettingsCommands.class.getMethods()).extracting(Method::getName).containsAll(FUNCTIONS);
    }

    @Test
    void a51NoAnswerAndNoLogLineShowsASecret() throws Exception {
        LoggerFactory.getLogger(SettingsCommands.class).trace("at TRACE too");
        Path file = Files.writeString(folder.resolve("token"), WORD);
        says("tollgate:secretFile image-tools token " + file);
        says("tollgate:secretFile image-tools Token " + file);
        says("tollgate:secretFile imagetools token " + file);
        says("tollgate:secretFile image-tools token " + WORD);
        says("tollgate:secretFile image-tools token '" + WORD + "\u0000'");
        says("tollgate:secrets image-tools");
        says("tollgate:config image-tools");
        says("tollgate:forgetSecret image-tools token");

        assertThat(answers.toString()).contains("is set", "takes the path of a file, not the secret", "is deleted").doesNotContain(WORD);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("at TRACE too", "secret token of image-tools was set by shell").doesNotContain(WORD);
    }

    private String says(String command) throws Exception {
        String answer = String.valueOf(session.execute(command));
        answers.append(answer).append('\n');
        return answer;
    }

    static Plugins installed(String slug) {
        return (Plugins) Proxy.newProxyInstance(Plugins.class.getClassLoader(), new Class<?>[] {Plugins.class}, (proxy, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("get");
            return slug.equals(arguments[0]) ? Optional.of(slug) : Optional.empty();
        });
    }

    private static <T> T none(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
    }

    private static SecretsSettings keyIn(Path file) {
        return new SecretsSettings() {
            @Override
            public String key_file() {
                return file.toString();
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return SecretsSettings.class;
            }
        };
    }
}
