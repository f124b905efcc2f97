package dev.tollgate.diagnostics.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.abi.settings.Secrets;
import dev.tollgate.abi.settings.Setting;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.Plugins;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Sets, from the shell, what plugins read. A secret comes from a file: what is typed is kept in the history of some shells, and Gogo
 * names threads by it, which logs show. Nothing here shows a secret, and what was given as a path is not repeated either, as it could
 * be one by mistake.
 */
@Component(service = SettingsCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=secretFile",
    "osgi.command.function=secrets", "osgi.command.function=forgetSecret", "osgi.command.function=config", "osgi.command.function=unset"})
public final class SettingsCommands {
    private static final int SHOWN = 100;

    private final Plugins plugins;
    private final ConfigValues values;
    private final Secrets secrets;

    @Activate
    public SettingsCommands(@Reference Plugins plugins, @Reference ConfigValues values, @Reference Secrets secrets) {
        this.plugins = plugins;
        this.values = values;
        this.secrets = secrets;
    }

    @Descriptor("sets a secret of a plugin to the content of a file, all its bytes")
    public String secretFile(@Descriptor("the plugin's slug") String slug, @Descriptor("the secret's name") String name,
            @Descriptor("path of the file") String path) {
        return Answer.of(() -> {
            // First, so that nothing is done, and logged, on the thread of a line that has a secret for a path.
            byte[] value = content(path);
            try {
                mustBeInstalled(slug);
                secrets.set(slug, name, value, PluginCommands.BY);
                return "secret " + name + " of " + slug + " is set" + (value[value.length - 1] == '\n'
                        ? "; the file ends with a line end, which is a part of the secret" : "");
            } finally {
                Arrays.fill(value, (byte) 0);
            }
        });
    }

    @Descriptor("lists which secrets of a plugin are set, not what they are")
    public String secrets(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            Table table = new Table("SECRET", "WHEN", "WHO");
            for (Setting secret : secrets.list(slug)) {
                table.row(secret.name(), secret.decidedAt(), PlainText.of(secret.decidedBy()));
            }
            return table.toString();
        });
    }

    @Descriptor("deletes a secret of a plugin")
    public String forgetSecret(@Descriptor("the plugin's slug") String slug, @Descriptor("the secret's name") String name) {
        return Answer.of(() -> secrets.remove(slug, name, PluginCommands.BY) ? "secret " + name + " of " + slug + " is deleted"
                : slug + " has no secret " + name);
    }

    @Descriptor("lists what was set of a plugin's configuration")
    public String config(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            Map<String, JsonNode> set = values.all(slug);
            Table table = new Table("KEY", "WHEN", "WHO", "VALUE");
            for (Setting value : values.list(slug)) {
                table.row(value.name(), value.decidedAt(), PlainText.of(value.decidedBy()),
                        set.containsKey(value.name()) ? shown(set.get(value.name())) : "");
            }
            return table.toString();
        });
    }

    @Descriptor("sets a value of a plugin's configuration, over its manifest's")
    public String config(@Descriptor("the plugin's slug") String slug, @Descriptor("the key") String key,
            @Descriptor("the value as JSON; a text in both quotes: '\"a text\"'") String value) {
        return Answer.of(() -> {
            mustBeInstalled(slug);
            // Gogo makes null of the word null.
            values.set(slug, key, value == null ? "null" : value, PluginCommands.BY);
            return key + " of " + slug + " is " + values.get(slug, key).map(SettingsCommands::shown).orElse("taken away again");
        });
    }

    @Descriptor("takes a value of a plugin's configuration away, so that its manifest's holds")
    public String unset(@Descriptor("the plugin's slug") String slug, @Descriptor("the key") String key) {
        return Answer.of(() -> values.remove(slug, key, PluginCommands.BY) ? key + " of " + slug + " is as in its manifest"
                : key + " of " + slug + " was not set");
    }

    private void mustBeInstalled(String slug) {
        if (plugins.get(slug).isEmpty()) {
            throw new PluginException("no plugin of that slug is installed; tollgate:list names them");
        }
    }

    private static byte[] content(String path) {
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("the file with the secret is not there, or is no file; tollgate:secretFile takes the path"
                        + " of a file, not the secret");
            }
            if (Files.size(file) == 0 || Files.size(file) > Secrets.MOST_BYTES) {
                throw new IllegalArgumentException("the file with the secret has " + Files.size(file) + " bytes; a secret has 1 to "
                        + Secrets.MOST_BYTES);
            }
            return read(file);
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException("the file with the secret cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] value = in.readNBytes(Secrets.MOST_BYTES + 1);
            if (value.length == 0) {
                throw new IOException("it is empty by now");
            }
            return value;
        }
    }

    private static String shown(JsonNode value) {
        String text = PlainText.of(value.toString());
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
