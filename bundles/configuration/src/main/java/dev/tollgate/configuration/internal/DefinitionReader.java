package dev.tollgate.configuration.internal;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the files in {@code OSGI-INF/metatype}. The metatype service knows the same, but does not tell bounds: it answers only whether a
 * value is within them, which is not enough for a message that helps.
 */
final class DefinitionReader {
    /** Where they are in a bundle. */
    static final String FOLDER = "OSGI-INF/metatype";

    private String type = "";
    private String name = "";
    private String description = "";
    private final List<SettingDefinition> settings = new ArrayList<>();
    private final List<Definition> found = new ArrayList<>();

    private DefinitionReader() {
    }

    /** @throws IllegalArgumentException if it is no such file */
    static List<Definition> read(InputStream file) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        DefinitionReader reader = new DefinitionReader();
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(file);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    reader.element(xml);
                }
            }
            return reader.found;
        } catch (XMLStreamException malformed) {
            throw new IllegalArgumentException("no metatype: " + malformed.getMessage(), malformed);
        }
    }

    private void element(XMLStreamReader xml) {
        switch (xml.getLocalName()) {
            case "OCD" -> {
                type = text(xml, "id");
                name = text(xml, "name");
                description = text(xml, "description");
            }
            case "AD" -> settings.add(setting(xml, List.of()));
            case "Option" -> {
                SettingDefinition last = settings.remove(settings.size() - 1);
                List<String> options = new ArrayList<>(last.options());
                options.add(text(xml, "value"));
                settings.add(new SettingDefinition(last.key(), last.name(), last.description(), last.type(), last.many(), last.byDefault(),
                        last.least(), last.most(), List.copyOf(options), last.required()));
            }
            case "Designate" -> {
                String factoryPid = text(xml, "factoryPid");
                found.add(new Definition(factoryPid.isEmpty() ? text(xml, "pid") : factoryPid, !factoryPid.isEmpty(), type, name, description,
                        List.copyOf(settings)));
            }
            default -> {
                // What holds the others.
            }
        }
    }

    private static SettingDefinition setting(XMLStreamReader xml, List<String> options) {
        return new SettingDefinition(text(xml, "id"), text(xml, "name"), text(xml, "description"), ValueType.of(text(xml, "type")),
                !text(xml, "cardinality").isEmpty() && !text(xml, "cardinality").equals("0"), Optional.ofNullable(xml.getAttributeValue(null, "default")),
                number(xml, "min"), number(xml, "max"), options, !text(xml, "required").equals("false"));
    }

    private static OptionalLong number(XMLStreamReader xml, String attribute) {
        String text = text(xml, attribute);
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    private static String text(XMLStreamReader xml, String attribute) {
        String text = xml.getAttributeValue(null, attribute);
        return text == null ? "" : text;
    }
}
