package dev.tollgate.configuration.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a configuration is said with what is allowed. */
class ReadingTest {
    private final Definition fields = DefinitionReader.read(new ByteArrayInputStream(Fields.XML.getBytes(UTF_8))).get(0);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "least  | 0        | least is '0', allowed is a whole number from 1 to 100",
        "least  | 101      | least is '101', allowed is a whole number from 1 to 100",
        "least  | abc      | least is 'abc', allowed is a whole number from 1 to 100",
        "least  | 1.5      | least is '1.5', allowed is a whole number from 1 to 100",
        "least  | 99999999999999999999 | least is '99999999999999999999', allowed is a whole number from 1 to 100",
        "most   | 0        | most is '0', allowed is a whole number from 1",
        "mode   | medium   | mode is 'medium', allowed is slow or fast",
        "on     | treu     | on is 'treu', allowed is true or false",
        "part   | 1.5      | part is '1.5', allowed is a number from 0 to 1",
        "part   | NaN      | part is 'NaN', allowed is a number from 0 to 1",
        "part   | half     | part is 'half', allowed is a number from 0 to 1",
        "service.label | 10 | service.label is '10', allowed is a whole number from 0 to 9",
        "store.target | (a=   | store.target is '(a=', allowed is an LDAP filter such as (tollgate.store=postgres)",
        "other.target | (a=   | other.target is '(a=', allowed is an LDAP filter such as (tollgate.store=postgres)",
        "leest  | 3        | there is no leest, allowed are [least, mode, most, names, on, part, pass.word, service.label, store.target]",
    })
    void aValueThatIsNotAllowedIsToldWithWhatIs(String key, String value, String message) {
        assertThat(Reading.of(fields, Map.of(key, value)).wrong()).containsExactly(Map.entry(key, message));
    }

    @Test
    void textStandsForTheNumberInIt() {
        Reading reading = Reading.of(fields, Map.of("least", " 7 ", "most", "8", "on", "false", "part", " 0.25", "names", "a, b", "mode", "fast"));
        assertThat(reading.wrong()).isEmpty();
        assertThat(reading.typed(fields)).isEqualTo(Map.of("least", 7, "most", 8L, "on", false, "part", 0.25));
    }

    @Test
    void whatTheServerAddsIsNoMistake() {
        assertThat(Reading.of(fields, Map.of("service.pid", "x", "felix.fileinstall.filename", "x", "org.apache.karaf.features.configKey", "x",
                ".private", "x", "store.cardinality.minimum", 1)).wrong()).isEmpty();
    }

    @Test
    void aListIsAListAndNothingElseIs() {
        assertThat(Reading.of(fields, Map.of("names", new String[] {"a", "b"})).values()).isEqualTo(Map.of("names", List.of("a", "b")));
        assertThat(Reading.of(fields, Map.of("least", new String[] {"1", "2"})).wrong()).containsKey("least");
    }

    @Test
    void whatIsRequiredAndNotThereIsMissing() {
        Definition without = DefinitionReader.read(new ByteArrayInputStream(Fields.XML.replace(" default=\"5\"", "").getBytes(UTF_8))).get(0);
        assertThat(Reading.of(without, Map.of()).wrong()).containsExactly(
                Map.entry("least", "least is missing, allowed is a whole number from 1 to 100"));
        assertThat(Reading.of(fields, Map.of()).wrong()).isEmpty();
    }

    @Test
    void aPasswordIsNeverShownAndALongValueIsCut() {
        Definition chosen = DefinitionReader.read(new ByteArrayInputStream(Fields.XML.replace(
                "<AD id=\"pass.word\" type=\"Password\" required=\"false\" name=\"Password\"/>",
                "<AD id=\"pass.word\" type=\"Password\" required=\"false\" name=\"Password\"><Option value=\"x\"/></AD>").getBytes(UTF_8))).get(0);
        assertThat(Reading.of(chosen, Map.of("pass.word", "s3cr3t")).wrong().get("pass.word")).doesNotContain("s3cr3t");
        String wrong = Reading.of(fields, Map.of("least", "\u001b[31m" + "x".repeat(1_000))).wrong().get("least");
        assertThat(wrong).hasSizeLessThan(200).doesNotContain("\u001b");
    }

    @Test
    void theComponentsOwnTypeAnswersWithDefaults() {
        Fields settings = Reading.of(fields, Map.of("least", "7", "pass.word", "p", "names", "a")).complete(fields).as(Fields.class);
        assertThat(settings.least()).isEqualTo(7);
        assertThat(settings.most()).isEqualTo(10);
        assertThat(settings.part()).isEqualTo(0.5);
        assertThat(settings.on()).isTrue();
        assertThat(settings.mode()).isEqualTo("slow");
        assertThat(settings.pass_word()).isEqualTo("p");
        assertThat(settings.names()).containsExactly("a");
    }
}
