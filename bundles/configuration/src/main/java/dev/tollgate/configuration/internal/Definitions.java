package dev.tollgate.configuration.internal;

import dev.tollgate.configuration.ConfigurationCheck;
import dev.tollgate.configuration.Validated;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the bundles that are installed can be configured with. */
final class Definitions {
    private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

    private final BundleContext context;
    private final Map<Long, Read> read = new ConcurrentHashMap<>();

    private record Read(long modified, List<Definition> definitions) {
    }

    Definitions(BundleContext context) {
        this.context = context;
    }

    /** Of a PID, or of the factory PID of many. */
    Optional<Known> of(String pid) {
        for (Bundle bundle : context.getBundles()) {
            for (Definition definition : in(bundle)) {
                if (definition.pid().equals(pid)) {
                    return Optional.of(known(bundle, definition));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a bundle has settings of a PID, and takes as many configurations of it. Nothing is resolved for that. */
    boolean has(String pid, boolean many) {
        return Arrays.stream(context.getBundles()).flatMap(bundle -> in(bundle).stream())
                .anyMatch(definition -> definition.pid().equals(pid) && definition.factory() == many);
    }

    private List<Definition> in(Bundle bundle) {
        return read.compute(bundle.getBundleId(), (id, before) -> before != null && before.modified() == bundle.getLastModified() ? before
                : new Read(bundle.getLastModified(), found(bundle))).definitions();
    }

    /** By its paths: asking for entries would resolve a bundle that is only installed. */
    private static List<Definition> found(Bundle bundle) {
        Enumeration<String> paths = bundle.getEntryPaths(DefinitionReader.FOLDER);
        List<Definition> found = new ArrayList<>();
        for (String path : paths == null ? Collections.<String>emptyList() : Collections.list(paths)) {
            URL file = path.endsWith(".xml") ? bundle.getEntry(path) : null;
            if (file != null) {
                try (InputStream in = file.openStream()) {
                    found.addAll(DefinitionReader.read(in));
                } catch (IOException | IllegalArgumentException unreadable) {
                    LOG.debug("{} of bundle {} is no metatype that can be read: {}", path, bundle.getSymbolicName(), unreadable.getMessage());
                }
            }
        }
        return List.copyOf(found);
    }

    private static Known known(Bundle bundle, Definition definition) {
        try {
            Validated rules = bundle.loadClass(definition.type()).getAnnotation(Validated.class);
            return rules == null ? new Known(definition, new ConfigurationCheck.Any(), Validated.Refused.DEFAULTS)
                    : new Known(definition, rules.by().getDeclaredConstructor().newInstance(), rules.refused());
        } catch (ReflectiveOperationException unusable) {
            throw new IllegalStateException("the settings " + definition.type() + " of bundle " + bundle.getSymbolicName()
                    + " cannot be checked: its check is a public class with a constructor that takes nothing", unusable);
        }
    }
}
