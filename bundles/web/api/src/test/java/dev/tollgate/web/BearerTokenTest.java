package dev.tollgate.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BearerTokenTest {
    private static final String OLD = "old-old-old-old-old";
    private static final String NEW = "new-new-new-new-new";

    @TempDir
    private Path folder;
    private BearerToken token;

    @BeforeEach
    void write() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), NEW + "\n" + OLD + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        token = new BearerToken(new SecretFile(file));
    }

    @Test
    void eachOfTheTokensIsGood() throws Exception {
        assertThat(token.of(Sent.get().authorized("Bearer " + NEW))).isTrue();
        assertThat(token.of(Sent.get().authorized("bearer  " + OLD + " "))).isTrue();
    }

    @Test
    void a63NothingButAWholeTokenIsGoodWhateverItBeginsWith() throws Exception {
        for (String[] sent : new String[][] {{}, {""}, {"Bearer"}, {"Bearer "}, {NEW}, {"Basic " + NEW}, {"Bearer " + NEW + "x"},
            {"Bearer " + NEW.substring(1)}, {"Bearer " + NEW.substring(0, NEW.length() - 1)}, {"Bearer " + NEW.toUpperCase()},
            {"Bearer " + NEW, "Bearer " + NEW}, {"Bearer " + NEW + "\n" + OLD}}) {
            assertThat(token.of(Sent.get().authorized(sent))).as(String.join(",", sent)).isFalse();
        }
    }

    @Test
    void aTokenThatIsReplacedIsGoodNoMore() throws Exception {
        Files.writeString(folder.resolve("token"), "another-another-one\n");
        assertThat(token.of(Sent.get().authorized("Bearer " + NEW))).isFalse();
        assertThat(token.of(Sent.get().authorized("Bearer another-another-one"))).isTrue();
    }

    @Test
    void aFileThatOthersCanReadOpensNothing() throws Exception {
        Files.setPosixFilePermissions(folder.resolve("token"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> token.of(Sent.get().authorized("Bearer " + NEW))).isInstanceOf(SecretUnusableException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void theTokenIsInNoText() {
        assertThat(token.toString() + BearerToken.DENIED).doesNotContain(NEW, OLD);
        assertThat(BearerToken.DENIED.headers()).containsEntry("WWW-Authenticate", "Bearer");
    }
}
