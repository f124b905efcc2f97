package dev.tollgate.engine.corpus;

import com.dylibso.chicory.runtime.Instance;
import dev.tollgate.engine.harness.GuestStore;
import java.nio.charset.StandardCharsets;

/** The JSON formatter of dprint, by version 4 of its plug-in interface. */
final class DprintModule {
    private static final int CONFIG = 1;

    private final GuestStore store;
    private final Instance instance;

    DprintModule(GuestStore store, byte[] wasm) {
        this.store = store;
        instance = store.instantiate(wasm);
    }

    String format(String text) {
        share("{\"global\":{},\"plugin\":{}}");
        store.call(instance, "register_config", CONFIG);
        share("file.json");
        store.call(instance, "set_file_path");
        share(text);
        long changed = store.call(instance, "format", CONFIG)[0];
        if (changed == 0) {
            return text;
        }
        int length = (int) store.call(instance, changed == 1 ? "get_formatted_text" : "get_error_text")[0];
        int from = (int) store.call(instance, "get_shared_bytes_ptr")[0];
        return new String(instance.memory().readBytes(from, length), StandardCharsets.UTF_8);
    }

    private void share(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int to = (int) store.call(instance, "clear_shared_bytes", bytes.length)[0];
        instance.memory().write(to, bytes);
    }
}
