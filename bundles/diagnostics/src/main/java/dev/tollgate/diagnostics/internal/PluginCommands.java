package dev.tollgate.diagnostics.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.PluginId;
import dev.tollgate.bridge.PluginSchedules;
import dev.tollgate.engine.CodeInfo;
import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Installs, shows and switches plugins from the shell. */
@Component(service = PluginCommands.class, property = {"osgi.command.scope=tollgate", "osgi.command.function=install",
    "osgi.command.function=list", "osgi.command.function=show", "osgi.command.function=activate",
    "osgi.command.function=deactivate", "osgi.command.function=remove"})
public final class PluginCommands {
    static final String BY = "shell";

    /** More than a package may have: what is read here is checked there. */
    private static final int MOST_BYTES = 51 << 20;
    private static final int MOST_FILES = 1_000;

    private final Plugins plugins;
    private final PluginSchedules schedules;

    @Activate
    public PluginCommands(@Reference Plugins plugins, @Reference PluginSchedules schedules) {
        this.plugins = plugins;
        this.schedules = schedules;
    }

    @Descriptor("installs a plugin package, or a folder with plugin.yaml and its module")
    public String install(@Descriptor("path of a .tgp file or a folder") String path) {
        return Answer.of(() -> {
            PluginId id = plugins.install(content(Path.of(path)), BY);
            PluginView view = plugins.get(id.slug()).orElseThrow();
            String asks = view.current().equals(id) ? "\n" + capabilities(view) : "\n" + view.current() + " stays " + view.state()
                    + "; tollgate:activate " + id.slug() + " switches to " + id.version();
            return "installed " + id + asks;
        });
    }

    @Descriptor("lists all plugins")
    public String list() {
        return Answer.of(() -> {
            Table table = new Table("PLUGIN", "VERSION", "DIGEST", "STATE", "CAPABILITIES");
            for (PluginView plugin : plugins.list()) {
                table.row(plugin.current().slug(), plugin.current().version(), plugin.current().digest().brief(),
                        plugin.state(), String.join(" ", plugin.capabilities().stream()
                                .map(capability -> capability.name() + mark(capability)).toList()));
            }
            return table.toString();
        });
    }

    @Descriptor("shows a plugin: state, breaker, versions, code, schedules that are left out, capabilities, limits")
    public String show(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            PluginView plugin = view(slug);
            return plugin.current() + "  " + PlainText.of(plugin.name()) + "\nstate     " + plugin.state()
                    + plugin.reason().map(reason -> ": " + reason).orElse("") + "\nbreaker   " + BreakerCommands.text(plugin.breaker())
                    + "\ndigest    " + plugin.current().digest() + "\nversions  " + plugin.versions()
                    + plugin.code().map(code -> "\ncode      " + text(code)).orElse("") + ScheduleText.leftOut(schedules.report(slug)) + "\n" + capabilities(plugin)
                    + plugin.limits().stream().map(limits -> "\n" + LimitsTable.of(limits)).collect(Collectors.joining());
        });
    }

    @Descriptor("activates the version that was installed last")
    public String activate(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> active(plugins.activate(slug, Optional.empty(), BY)));
    }

    @Descriptor("activates a version")
    public String activate(@Descriptor("also where it is older than the current one") @Parameter(names = "--downgrade", presentValue = "true",
            absentValue = "false") boolean downgrade, @Descriptor("the plugin's slug") String slug, @Descriptor("the version") String version) {
        return Answer.of(() -> active(downgrade ? plugins.downgrade(slug, version, BY) : plugins.activate(slug, Optional.of(version), BY)));
    }

    @Descriptor("deactivates a plugin")
    public String deactivate(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> plugins.deactivate(slug, BY).current() + " is inactive");
    }

    @Descriptor("removes a plugin with all its versions, grants and trips")
    public String remove(@Descriptor("the plugin's slug") String slug) {
        return Answer.of(() -> {
            plugins.remove(slug, BY);
            return slug + " was removed";
        });
    }

    private static String active(PluginView view) {
        return view.current() + " is " + view.state() + view.reason().map(reason -> ": " + reason).orElse("");
    }

    private PluginView view(String slug) {
        return plugins.get(slug).orElseThrow(() -> new PluginException(slug + " is not installed"));
    }

    private static String text(CodeInfo code) {
        return code.backend() + (code.cached() ? ", was compiled before" : ", was compiled when it was loaded")
                + (code.interpreted().count() == 0 ? "" : "\n          too large for a method of the JVM and interpreted: " + code.interpreted())
                + (code.huge().count() == 0 ? "" : "\n          too large for this JVM's JIT: " + code.huge());
    }

    private static String capabilities(PluginView plugin) {
        if (plugin.capabilities().isEmpty()) {
            return "it asks for no capability";
        }
        Table table = new Table("CAPABILITY", "ASKED", "GRANTED", "PROVIDED");
        for (CapabilityStatus capability : plugin.capabilities()) {
            table.row(capability.name(), (capability.optional() ? "optional " : "required ") + capability.asked(),
                    switch (capability.decision()) {
                        case GRANTED -> capability.granted().filter(scope -> !scope.equals(capability.asked())).orElse("yes");
                        case DENIED -> "no";
                        case UNDECIDED -> "undecided" + capability.change().map(change -> ": " + change).orElse("");
                    }, capability.provided() ? "yes" : "no");
        }
        return table.toString();
    }

    private static String mark(CapabilityStatus capability) {
        return switch (capability.decision()) {
            case GRANTED -> capability.provided() ? "" : "(no provider)";
            case DENIED -> "(denied)";
            case UNDECIDED -> "(undecided)";
        };
    }

    /** A package as it lies there, or one made of a folder's files. */
    private static byte[] content(Path path) throws IOException, InstallException {
        if (!Files.isDirectory(path)) {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new InstallException(path + " is neither a file nor a folder");
            }
            if (Files.size(path) > MOST_BYTES) {
                throw new InstallException(path + " has " + Files.size(path) + " bytes; a package has at most " + MOST_BYTES);
            }
            return Files.readAllBytes(path);
        }
        if (!Files.isRegularFile(path.resolve("plugin.yaml"))) {
            throw new InstallException(path + " has no plugin.yaml");
        }
        var bytes = new ByteArrayOutputStream();
        try (var files = Files.walk(path); var zip = new ZipOutputStream(bytes)) {
            Map<String, Path> entries = new LinkedHashMap<>();
            files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).limit(MOST_FILES).sorted().forEach(file -> entries.put(path.relativize(file).toString()
                    .replace(File.separatorChar, '/'), file));
            for (Map.Entry<String, Path> entry : entries.entrySet()) {
                if (bytes.size() + Files.size(entry.getValue()) > MOST_BYTES) {
                    throw new InstallException(path + " holds more than the " + MOST_BYTES + " bytes that a package has at most");
                }
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                Files.copy(entry.getValue(), zip);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
