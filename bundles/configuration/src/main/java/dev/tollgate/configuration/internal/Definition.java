package dev.tollgate.configuration.internal;

import java.util.List;
import java.util.Optional;

/**
 * What can be configured under a PID.
 *
 * @param factory     whether there can be several configurations of it
 * @param type        the class that it is made of: the component's settings
 * @param name        for people
 */
record Definition(String pid, boolean factory, String type, String name, String description, List<SettingDefinition> settings) {
    Optional<SettingDefinition> setting(String key) {
        return settings.stream().filter(setting -> setting.key().equals(key)).findFirst();
    }

    List<String> keys() {
        return settings.stream().map(SettingDefinition::key).sorted().toList();
    }
}
