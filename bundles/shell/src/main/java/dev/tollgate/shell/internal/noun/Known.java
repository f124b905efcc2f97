package dev.tollgate.shell.internal.noun;

import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import java.util.List;
import java.util.stream.Collectors;

/** The plugins that are installed, by slug; of another slug it says which there are. */
final class Known {
    private static final int NAMED = 10;

    private final Plugins plugins;

    Known(Plugins plugins) {
        this.plugins = plugins;
    }

    PluginView plugin(String slug) {
        return plugins.get(slug).orElseThrow(() -> new PluginException("no plugin of that slug is installed; " + named()));
    }

    /** One whose removal has begun is not to be changed any more. */
    PluginView staying(String slug) {
        PluginView plugin = plugin(slug);
        if (plugin.state() == PluginState.REMOVING) {
            throw new PluginException(slug + " is being removed, its jobs with it; tollgate:runs --plugin " + slug + " tells how far that is");
        }
        return plugin;
    }

    List<String> slugs() {
        return plugins.list().stream().map(plugin -> plugin.current().slug()).toList();
    }

    private String named() {
        List<String> slugs = slugs();
        return slugs.isEmpty() ? "none is: tollgate:install PATH installs one" : "there is " + slugs.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (slugs.size() > NAMED ? " and more: tollgate:list" : "");
    }
}
