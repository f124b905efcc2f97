package dev.tollgate.shell.internal.noun;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.abi.settings.Setting;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Table;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sets what plugins read as their configuration. */
@Component
@Command(name = Noun.SCOPE + "config", description = "shows and sets a plugin's configuration")
public final class ConfigNoun implements Noun {
    private static final Table LIST = Table.of(Column.id("KEY", "key"), Column.text("VALUE", "value"), Column.time("WHEN", "at"), Column.text("WHO", "by"));

    private final ConfigValues values;
    private final Known known;

    @Activate
    public ConfigNoun(@Reference Plugins plugins, @Reference ConfigValues values) {
        this.values = values;
        this.known = new Known(plugins);
    }

    @Command(name = "list", description = "lists what was set of a plugin's configuration, over its manifest's")
    public Act list(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug) {
        return caller -> {
            Map<String, JsonNode> set = values.all(slug);
            return Answer.rows(LIST, values.list(slug).stream().map(each -> new Doc().put("key", each.name()).put("value", text(set.get(each.name())))
                    .put("at", each.decidedAt()).put("by", each.decidedBy())).toList(), "nothing of " + slug + "'s configuration was set");
        };
    }

    @Command(name = "set", description = "sets a value of a plugin's configuration, over its manifest's")
    public Act set(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug,
            @Parameters(paramLabel = "KEY", description = "the key") String key,
            @Parameters(paramLabel = "VALUE", description = "the value as JSON; a text in both quotes: '\"a text\"'") String value) {
        return caller -> {
            known.plugin(slug);
            values.set(slug, key, value, caller.name());
            String now = values.get(slug, key).map(ConfigNoun::text).orElse(null);
            return Answer.said(new Doc().put("slug", slug).put("key", key).put("value", now),
                    key + " of " + slug + " is " + (now == null ? "taken away again" : now));
        };
    }

    @Command(name = "unset", description = "takes a value of a plugin's configuration away, so that its manifest's holds")
    public Act unset(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug,
            @Parameters(paramLabel = "KEY", description = "the key") String key) {
        return caller -> {
            boolean changed = values.remove(slug, key, caller.name());
            return Answer.said(new Doc().put("slug", slug).put("key", key).put("changed", changed),
                    key + " of " + slug + (changed ? " is as in its manifest" : " was not set"));
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return switch (label) {
            case "SLUG" -> known.slugs();
            case "KEY" -> values.list(before.get(0)).stream().map(Setting::name).toList();
            default -> List.of();
        };
    }

    /** As JSON: whether it is a number or a text, one sees. */
    private static String text(JsonNode value) {
        return value == null ? null : value.toString();
    }
}
