package dev.tollgate.configuration.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is in a metatype file is known, and nothing outside it is read. */
class DefinitionReaderTest {
    @Test
    void everythingIsReadThatAMessageNeeds() {
        Definition fields = read(Fields.XML).get(0);
        assertThat(fields.pid()).isEqualTo("dev.tollgate.fields");
        assertThat(fields.factory()).isFalse();
        assertThat(fields.type()).isEqualTo(Fields.class.getName());
        assertThat(fields.keys()).containsExactly("least", "mode", "most", "names", "on", "part", "pass.word", "service.label", "store.target");
        assertThat(fields.setting("least")).contains(new SettingDefinition("least", "Least", "Is not more than most.", ValueType.INTEGER, false,
                Optional.of("5"), OptionalLong.of(1), OptionalLong.of(100), List.of(), true));
        assertThat(fields.setting("mode").orElseThrow().options()).containsExactly("slow", "fast");
        assertThat(fields.setting("names").orElseThrow().many()).isTrue();
        assertThat(fields.setting("pass.word").orElseThrow().required()).isFalse();
    }

    @Test
    void aFactoryIsKnownByItsFactoryPid() {
        Definition many = read(Fields.XML.replace("<Designate pid=", "<Designate factoryPid=")).get(0);
        assertThat(many.pid()).isEqualTo("dev.tollgate.fields");
        assertThat(many.factory()).isTrue();
    }

    @Test
    void aFileThatNamesAnotherOneIsRefused() {
        String outside = "<!DOCTYPE x [<!ENTITY other SYSTEM \"file:///etc/hostname\">]><x>&other;</x>";
        assertThatThrownBy(() -> read(outside)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("no metatype");
    }

    private static List<Definition> read(String xml) {
        return DefinitionReader.read(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    }
}
