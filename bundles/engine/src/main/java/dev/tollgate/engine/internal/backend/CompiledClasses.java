package dev.tollgate.engine.internal.backend;

import com.dylibso.chicory.compiler.internal.ClassCollector;
import com.dylibso.chicory.compiler.internal.Shaded;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.Type;

/** Takes the classes that the compiler makes, each rewritten by its {@link Tuning}; no more of them than somebody wants. */
final class CompiledClasses implements ClassCollector {
    private final Map<String, byte[]> classes = new LinkedHashMap<>();
    private final Tuning tuning;
    private final Work work;
    private String main;
    private long bytes;

    CompiledClasses(Tuning tuning, Work work) {
        this.tuning = tuning;
        this.work = work;
        work.made(0);
    }

    @Override
    public String mainClassName() {
        return main;
    }

    @Override
    public void putMainClass(String name, byte[] file) {
        main = name;
        put(name, file);
    }

    @Override
    public void put(String name, byte[] file) {
        if (!name.replace('/', '.').equals(JvmBytecode.CLASS_NAME + "Shaded")) {
            add(name.replace('/', '.'), tuning.tune(file));
        }
    }

    @Override
    public void putAll(ClassCollector other) {
        other.classBytes().forEach(this::add);
    }

    private void add(String name, byte[] file) {
        classes.put(name, file);
        bytes += file.length;
        work.made(bytes);
    }

    @Override
    public Map<String, byte[]> classBytes() {
        return Collections.unmodifiableMap(classes);
    }

    @Override
    public byte[] resolve(Class<?> type) {
        try (InputStream in = Shaded.class.getClassLoader().getResourceAsStream(Type.getInternalName(type) + ".class")) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
