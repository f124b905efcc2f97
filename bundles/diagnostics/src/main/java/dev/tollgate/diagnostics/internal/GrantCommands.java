package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Decides, from the shell, what plugins may use. */
@Component(service = GrantCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=grant",
    "osgi.command.function=deny", "osgi.command.function=grants"})
public final class GrantCommands {
    private final Plugins plugins;
    private final Grants grants;

    @Activate
    public GrantCommands(@Reference Plugins plugins, @Reference Grants grants) {
        this.plugins = plugins;
        this.grants = grants;
    }

    @Descriptor("grants a capability to the version that was installed last, as far as it asks")
    public String grant(@Descriptor("the plugin's slug") String slug, @Descriptor("the capability") String capability) {
        return Answer.of(() -> {
            grants.grant(latest(slug), capability, PluginCommands.BY);
            return latest(slug) + " is granted " + capability;
        });
    }

    @Descriptor("grants a capability to the version that was installed last, less far than it asks")
    public String grant(@Descriptor("the plugin's slug") String slug, @Descriptor("the capability") String capability,
            @Descriptor("the scope in quotes, such as '{\"hosts\":[\"api.example.com\"]}'") String scope) {
        return Answer.of(() -> {
            grants.grant(latest(slug), capability, scope, PluginCommands.BY);
            return latest(slug) + " is granted " + capability + " " + scope;
        });
    }

    @Descriptor("grants a capability to one version and digest")
    public String grant(@Descriptor("the plugin's slug") String slug, @Descriptor("the capability") String capability,
            @Descriptor("the version") String version, @Descriptor("the whole digest") String digest) {
        return Answer.of(() -> {
            PluginId id = new PluginId(slug, version, new Digest(digest));
            grants.grant(id, capability, PluginCommands.BY);
            return id + " is granted " + capability;
        });
    }

    @Descriptor("denies a capability to the version that was installed last, and takes it away from the current one")
    public String deny(@Descriptor("the plugin's slug") String slug, @Descriptor("the capability") String capability) {
        return Answer.of(() -> {
            List<PluginId> concerned = Stream.of(latest(slug), view(slug).current()).distinct().toList();
            concerned.forEach(id -> grants.deny(id, capability, PluginCommands.BY));
            return concerned.stream().map(id -> id + " is denied " + capability).collect(Collectors.joining("\n"));
        });
    }

    @Descriptor("lists the decisions about a plugin, newest first")
    public String grants(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            Table table = new Table("WHEN", "WHO", "VERSION", "CAPABILITY", "BEFORE", "AFTER");
            for (GrantDecision decision : grants.decisions(slug)) {
                table.row(decision.decidedAt(), decision.decidedBy(), decision.plugin().version(), decision.capability(),
                        decision.before().orElse("closed"), decision.after().orElse("closed"));
            }
            return table.toString();
        });
    }

    private PluginId latest(String slug) {
        return view(slug).versions().get(0);
    }

    private PluginView view(String slug) {
        return plugins.get(slug).orElseThrow(() -> new PluginException(slug + " is not installed"));
    }
}
