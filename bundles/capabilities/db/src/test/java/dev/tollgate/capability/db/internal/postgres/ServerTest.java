package dev.tollgate.capability.db.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerTest {
    @Test
    void aUrlWithAUserInItWouldConnectPluginsAsThatUser() {
        for (String url : new String[] {"jdbc:postgresql://h/d?user=x", "jdbc:postgresql://h/d?sslmode=require&password=x",
            "jdbc:postgresql://h/d?options=-c%20role=x", "jdbc:postgresql://h/d?prepareThreshold=5"}) {
            assertThatThrownBy(() -> new Server(url, "admin", "")).as(url).hasMessageContaining("url");
        }
        assertThatCode(() -> new Server("jdbc:postgresql://h,i/d?sslmode=verify-full&sslrootcert=/x", "admin", "")).doesNotThrowAnyException();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> new Server("", "admin", "")).hasMessageContaining("url");
        assertThatThrownBy(() -> new Server("jdbc:postgresql://h/d", " ", "")).hasMessageContaining("user");
    }

    @Test
    void passwordsAreNotShown() {
        assertThat(new Server("jdbc:postgresql://h/d", "admin", "hunter2").toString()).doesNotContain("hunter2");
        assertThat(new Passwords("hunter2", "hunter2").toString()).doesNotContain("hunter2");
    }

    @Test
    void a45NoTwoPluginsShareANameAndNoneIsCutOff() {
        SpaceNames longest = new SpaceNames("a".repeat(41));
        assertThat(longest.owner().length()).isLessThanOrEqualTo(63);
        assertThat(new SpaceNames("abc-owner").guest()).isNotEqualTo(new SpaceNames("abc").owner());
        assertThatThrownBy(() -> new SpaceNames("a\"; DROP ROLE x; --")).isInstanceOf(IllegalArgumentException.class);
        assertThat(SpaceNames.quoted("a\"b")).isEqualTo("\"a\"\"b\"");
    }
}
