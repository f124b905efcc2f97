package dev.tollgate.lifecycle.internal.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"^1.2.0;1.2.0 1.9.9;1.1.9 2.0.0 1.3.0-rc.1", "^0.2.3;0.2.3 0.2.9;0.3.0 1.0.0", "^0.0.3;0.0.3;0.0.4", "^1;1.0.0 1.9.0;0.9.0 2.0.0",
        "~1.2;1.2.0 1.2.9;1.3.0 1.1.0", "~1.2.3;1.2.3 1.2.9;1.2.2 1.3.0", "~1;1.0.0 1.9.0;2.0.0", "1.x;1.0.0 1.5.0;2.0.0 0.9.0", "1.2.*;1.2.0 1.2.7;1.3.0", "*;0.0.0 9.9.9;1.0.0-a",
        "1;1.0.0 1.9.9;2.0.0", "1.2;1.2.0 1.2.9;1.3.0", "1.2.3;1.2.3 1.2.3+build;1.2.4", "=1.2.3;1.2.3;1.2.2", ">=1.0.0 <2.0.0;1.0.0 1.9.9;2.0.0 0.9.9",
        ">1;2.0.0;1.0.0 1.9.9", ">1.2;1.3.0;1.2.5", "<=1.2;1.2.9 0.1.0;1.3.0", "<1.2;1.1.9;1.2.0", ">=1.2;1.2.0;1.1.9", "<2;1.9.9;2.0.0", "1.2.0 - 1.4.0;1.2.0 1.3.9 1.4.0;1.4.1 1.1.0",
        "^1.0.0 || ^3.0.0;1.1.0 3.1.0;2.0.0", "^1.2.0-rc.1;1.2.0-rc.2 1.2.0 1.9.0;1.3.0-rc.1 1.2.0-alpha", "<1.0.0 >2.0.0;;1.5.0 0.5.0 2.5.0"})
    void aRangeHasTheVersionsThatNpmSaysItHas(String text, String in, String out) {
        VersionRange range = VersionRange.of(text);
        if (in != null) {
            for (String version : in.split(" ")) {
                assertThat(range.contains(version)).as(text + " has " + version).isTrue();
            }
        }
        for (String version : out.split(" ")) {
            assertThat(range.contains(version)).as(text + " has not " + version).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "latest", "garbage", "^", ">=", "[1.0,2.0)", "1.0.0,2.0.0", "foo || ^1.0.0", "^1.2.0 garbage", "^1.2.0||", "|| 1.0.0", "1.0.0.0", "> 1.0.0",
        "^99999999999.0.0", "v1.0.0", "01.0.0", "^1.x.3", "^1.2.0\n", "1.2.0-", "+", "1+", "=>1.0.0", "^1.2.0 - 2.0.0"})
    void whatCannotBeReadAsAWholeIsRefused(String text) {
        assertThatThrownBy(() -> VersionRange.of(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected is one such as ^1.2.0");
    }

    @Test
    void aVersionWithNumbersThatNobodyCanCountIsInNoRange() {
        assertThat(VersionRange.of("*").contains("99999999999.0.0")).isFalse();
        assertThat(VersionRange.of("*").contains("no version")).isFalse();
    }

    @Test
    void aLongRangeIsReadInNoTime() {
        assertThatThrownBy(() -> VersionRange.of("1.1.1-" + "a-".repeat(46) + "!")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VersionRange.of("1 ".repeat(49) + "!")).isInstanceOf(IllegalArgumentException.class);
    }
}
