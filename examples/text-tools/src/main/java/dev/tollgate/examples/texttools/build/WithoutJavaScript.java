package dev.tollgate.examples.texttools.build;

import org.teavm.backend.wasm.TeaVMWasmGCHost;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Cuts what TeaVM expects of a browser, so that the module asks its host for nothing but Tollgate's ABI.
 *
 * <p>TeaVM's class library reaches JavaScript from a few places that every program contains. The largest is the stack
 * trace of an exception, which brings a dozen string and object functions along. A plugin has no use for any of them.
 * This runs in the compiler, not in the plugin.
 */
public final class WithoutJavaScript implements TeaVMPlugin {
    @Override
    public void install(TeaVMHost host) {
        var wasm = host.getExtension(TeaVMWasmGCHost.class);
        if (wasm == null) {
            return;
        }
        host.add(WithoutJavaScript::cut);
        wasm.contributeToCodeGen((context, registry) -> {
            // A memory of the module's own: the host then limits it like any other.
            context.module().memoryImportModule = null;
            context.module().memoryImportName = null;
            context.module().memoryExportName = "memory";
        });
    }

    private static void cut(ClassHolder type, ClassHolderTransformerContext context) {
        switch (type.getName()) {
            case "java.lang.Throwable" ->
                replace(type, context, "fillInStackTrace", Throwable.class).var(0, Throwable.class).returnValue();
            case "org.teavm.runtime.EventQueue" ->
                // The loop of a page's events: nothing is ever due.
                replace(type, context, "processSingle", long.class).constant(-1L).returnValue();
            case "org.teavm.runtime.heap.Heap" ->
                replace(type, context, "notifyHeapResized", void.class).exit();
            default -> { }
        }
    }

    private static ProgramEmitter replace(
            ClassHolder type, ClassHolderTransformerContext context, String name, Class<?> result) {
        var method = type.getMethod(new MethodDescriptor(name, result));
        method.getModifiers().remove(ElementModifier.NATIVE);
        return ProgramEmitter.create(method, context.getHierarchy());
    }
}
