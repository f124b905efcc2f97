package dev.tollgate.configuration.internal;

import dev.tollgate.configuration.Validated;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The reference of all settings, as the page has it. */
final class ConfigurationPage {
    static final String BEGIN = "<!-- settings: generated, see ConfigurationPageIT -->\n";
    static final String END = "<!-- end of settings -->\n";

    private ConfigurationPage() {
    }

    static String settings(List<Definition> definitions) {
        StringBuilder page = new StringBuilder(BEGIN);
        definitions.forEach(definition -> section(page, definition));
        return page.append('\n').append(END).toString();
    }

    private static void section(StringBuilder page, Definition definition) {
        String file = definition.pid() + (definition.factory() ? "-NAME.cfg" : ".cfg");
        page.append("\n### ").append(definition.pid()).append("\n\n").append(definition.name()).append(": ")
                .append(lowerFirst(definition.description())).append(definition.factory() ? " One file for each: `etc/" : " File: `etc/")
                .append(file).append("`.\n\n| Key | Type | Default | Allowed | Takes effect | What it is |\n|---|---|---|---|---|---|\n");
        definition.settings().forEach(setting -> page.append("| `").append(setting.key()).append("` | ")
                .append(setting.many() ? "list" : type(setting)).append(" | ").append(value(setting)).append(" | ").append(allowed(setting)).append(" | ")
                .append(setting.waits() ? "at the next start" : "at once").append(" | ").append(cell(setting.description().replace(" " + Validated.AT_NEXT_START, ""))).append(" |\n"));
    }

    private static String type(SettingDefinition setting) {
        return switch (setting.type()) {
            case INTEGER, LONG, DOUBLE -> setting.type().text();
            case BOOLEAN -> "true or false";
            case PASSWORD -> "password";
            case STRING -> "text";
        };
    }

    private static String value(SettingDefinition setting) {
        return setting.byDefault().filter(text -> !text.isEmpty()).map(text -> "`" + cell(text) + "`")
                .orElse(setting.required() && setting.byDefault().isEmpty() ? "none: it has to be set" : "");
    }

    private static String allowed(SettingDefinition setting) {
        if (!setting.options().isEmpty()) {
            return setting.options().stream().map(option -> "`" + option + "`").collect(Collectors.joining(", "));
        }
        return setting.type().isNumber() ? setting.least().getAsLong() + " to " + setting.most().getAsLong()
                : setting.key().endsWith(".target") ? "an LDAP filter" : "";
    }

    private static String lowerFirst(String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
