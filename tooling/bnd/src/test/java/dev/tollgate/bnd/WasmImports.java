package dev.tollgate.bnd;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A module that does nothing but import functions {@code ()->()}, for names that no test guest has. */
final class WasmImports {
    private WasmImports() {
    }

    /** @param names module, name, module, name, ... */
    static byte[] module(String... names) {
        ByteArrayOutputStream imports = new ByteArrayOutputStream();
        imports.write(names.length / 2);
        for (int i = 0; i < names.length; i += 2) {
            name(imports, names[i]);
            name(imports, names[i + 1]);
            imports.write(0);
            imports.write(0);
        }
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 2, (byte) imports.size()});
        module.writeBytes(imports.toByteArray());
        return module.toByteArray();
    }

    private static void name(ByteArrayOutputStream out, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }
}
