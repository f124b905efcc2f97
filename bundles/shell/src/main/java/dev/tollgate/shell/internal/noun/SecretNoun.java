package dev.tollgate.shell.internal.noun;

import dev.tollgate.abi.settings.Secrets;
import dev.tollgate.abi.settings.Setting;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.shell.internal.model.Act;
import dev.tollgate.shell.internal.model.Noun;
import dev.tollgate.shell.internal.text.Answer;
import dev.tollgate.shell.internal.text.Column;
import dev.tollgate.shell.internal.text.Doc;
import dev.tollgate.shell.internal.text.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Sets secrets of plugins. A secret comes from a file: what is typed is kept in the history of some shells, and Gogo names threads by it,
 * which logs show. Nothing here shows a secret, and what was given as a path is not repeated either, as it could be one by mistake.
 */
@Component
@Command(name = Noun.SCOPE + "secrets", description = "sets a plugin's secrets, and shows which there are")
public final class SecretNoun implements Noun {
    private static final Table LIST = Table.of(Column.id("SECRET", "name"), Column.time("WHEN", "at"), Column.text("WHO", "by"));

    private final Secrets secrets;
    private final Known known;

    @Activate
    public SecretNoun(@Reference Plugins plugins, @Reference Secrets secrets) {
        this.secrets = secrets;
        this.known = new Known(plugins);
    }

    @Command(name = "list", description = "lists which secrets of a plugin are set, not what they are")
    public Act list(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug) {
        return caller -> Answer.rows(LIST, secrets.list(slug).stream().map(each -> new Doc().put("name", each.name()).put("at", each.decidedAt())
                .put("by", each.decidedBy())).toList(), slug + " has no secret");
    }

    @Command(name = "set", description = "sets a secret of a plugin to the content of a file on the server, all its bytes")
    public Act set(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug,
            @Parameters(paramLabel = "NAME", description = "the secret's name") String name,
            @Parameters(paramLabel = "FILE", description = "path of the file") String path) {
        return caller -> {
            // First, so that nothing is done, and logged, on the thread of a line that has a secret for a path.
            byte[] value = content(path);
            try {
                known.plugin(slug);
                secrets.set(slug, name, value, caller.name());
                boolean lineEnd = value[value.length - 1] == '\n';
                return Answer.said(new Doc().put("slug", slug).put("name", name).put("endsWithLineEnd", lineEnd), "secret " + name + " of " + slug + " is set"
                        + (lineEnd ? "; the file ends with a line end, which is a part of the secret" : ""));
            } finally {
                Arrays.fill(value, (byte) 0);
            }
        };
    }

    @Command(name = "remove", description = "deletes a secret of a plugin")
    public Act remove(@Parameters(paramLabel = "SLUG", description = "the plugin's slug") String slug,
            @Parameters(paramLabel = "NAME", description = "the secret's name") String name) {
        return caller -> {
            boolean changed = secrets.remove(slug, name, caller.name());
            return Answer.said(new Doc().put("slug", slug).put("name", name).put("changed", changed),
                    changed ? "secret " + name + " of " + slug + " is deleted" : slug + " has no secret " + name);
        };
    }

    @Override
    public List<String> candidates(String label, List<String> before) {
        return switch (label) {
            case "SLUG" -> known.slugs();
            case "NAME" -> secrets.list(before.get(0)).stream().map(Setting::name).toList();
            default -> List.of();
        };
    }

    @Override
    public boolean discreet() {
        return true;
    }

    private static byte[] content(String path) {
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("the file with the secret is not there, or is no file; tollgate:secrets set takes the path"
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
}
