package dev.tollgate.configuration.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The distribution as it is assembled: what can be configured, and the files for it. */
final class Distribution {
    private static final Path HOME = Path.of(System.getProperty("tollgate.home"));

    private Distribution() {
    }

    /** Of all bundles of ours, by PID. */
    static List<Definition> definitions() throws IOException {
        List<Definition> found = new ArrayList<>();
        List<Path> jars;
        try (Stream<Path> all = Files.list(HOME.resolve("bundle"))) {
            jars = all.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        }
        for (Path path : jars) {
            try (JarFile jar = new JarFile(path.toFile())) {
                for (JarEntry entry : jar.stream().filter(each -> each.getName().startsWith(DefinitionReader.FOLDER + "/")
                        && each.getName().endsWith(".xml")).toList()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        DefinitionReader.read(in).stream().filter(each -> each.pid().startsWith("dev.tollgate.")).forEach(found::add);
                    }
                }
            }
        }
        found.sort(Comparator.comparing(Definition::pid));
        return found;
    }

    /** The file of a PID; that of a factory is an example. */
    static String file(Definition definition) throws IOException {
        String name = definition.factory() ? definition.pid() + "-example.cfg.sample" : definition.pid() + ".cfg";
        return Files.readString(HOME.resolve("etc").resolve(name));
    }}
