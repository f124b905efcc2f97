package dev.tollgate.configuration.internal;

import dev.tollgate.configuration.CheckedValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * A configuration held against its definition.
 *
 * @param values what is right in it, by key
 * @param wrong  what is not, and why
 */
record Reading(Map<String, Object> values, Map<String, String> wrong) {
    /** What Config Admin, the component runtime, File Install and Karaf add. */
    private static final List<String> ADDED = List.of("service.", "component.", "felix.", "osgi.", "org.apache.", ".", ":");
    private static final String TARGET = ".target";
    private static final String LEAST_REFERENCES = ".cardinality.minimum";

    static Reading of(Definition definition, Map<String, ?> configuration) {
        Reading reading = new Reading(new HashMap<>(), new TreeMap<>());
        configuration.forEach((key, value) -> reading.take(definition, key, value));
        for (SettingDefinition setting : definition.settings()) {
            if (setting.required() && setting.byDefault().isEmpty() && !configuration.containsKey(setting.key())) {
                reading.wrong().put(setting.key(), setting.key() + " is missing, allowed is " + setting.allowed());
            }
        }
        return reading;
    }

    /** Whether nobody configured it. */
    static boolean isAdded(String key) {
        return ADDED.stream().anyMatch(key::startsWith);
    }

    private void take(Definition definition, String key, Object value) {
        var setting = definition.setting(key);
        if (setting.isEmpty() && isAdded(key)) {
            return;
        }
        try {
            if (setting.isPresent()) {
                Object read = setting.get().read(value);
                requireFilter(key, read);
                values.put(key, read);
            } else if (key.endsWith(TARGET)) {
                requireFilter(key, value);
            } else if (!key.endsWith(LEAST_REFERENCES)) {
                wrong.put(key, "there is no " + SettingDefinition.shown(key) + ", allowed are " + new TreeSet<>(definition.keys()));
            }
        } catch (IllegalArgumentException refused) {
            wrong.put(key, refused.getMessage());
        }
    }

    private static void requireFilter(String key, Object value) {
        if (key.endsWith(TARGET)) {
            try {
                FrameworkUtil.createFilter(value.toString());
            } catch (InvalidSyntaxException malformed) {
                throw new IllegalArgumentException(key + " is '" + SettingDefinition.shown(value) + "', allowed is an LDAP filter such as"
                        + " (tollgate.store=postgres)", malformed);
            }
        }
    }

    /** With the defaults of what is not configured. */
    CheckedValues complete(Definition definition) {
        Map<String, Object> all = new HashMap<>();
        definition.settings().forEach(setting -> setting.defaultValue().ifPresent(value -> all.put(setting.key(), value)));
        all.putAll(values);
        return new CheckedValues(all);
    }

    /** Whoever configures text gets the numbers and booleans that it stands for, without the spaces around them. */
    Map<String, Object> typed(Definition definition) {
        Map<String, Object> typed = new HashMap<>();
        new ArrayList<>(values.entrySet()).forEach(entry -> {
            ValueType type = definition.setting(entry.getKey()).orElseThrow().type();
            if (type.isNumber() || type == ValueType.BOOLEAN) {
                typed.put(entry.getKey(), entry.getValue());
            }
        });
        return typed;
    }
}
