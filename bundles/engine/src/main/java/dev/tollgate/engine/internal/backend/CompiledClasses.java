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

/** Takes the classes that the compiler makes, each rewritten by {@link Tuning}. */
final class CompiledClasses implements ClassCollector {
    private final Map<String, byte[]> classes = new LinkedHashMap<>();
    private String main;

    @Override
    public String mainClassName() {
        return main;
    }

    @Override
    public void putMainClass(String name, byte[] bytes) {
        main = name;
        put(name, bytes);
    }

    @Override
    public void put(String name, byte[] bytes) {
        if (!name.replace('/', '.').equals(JvmBytecode.CLASS_NAME + "Shaded")) {
            classes.put(name.replace('/', '.'), Tuning.tune(bytes));
        }
    }

    @Override
    public void putAll(ClassCollector other) {
        classes.putAll(other.classBytes());
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
