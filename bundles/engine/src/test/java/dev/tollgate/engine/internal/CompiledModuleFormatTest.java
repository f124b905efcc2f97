package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.engine.internal.backend.JvmBytecode;
import dev.tollgate.guests.Guests;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written of a compiled module is read as it was. */
class CompiledModuleFormatTest {
    @ParameterizedTest
    @ValueSource(strings = {"basic", "enqueue", "arrays", "command", "global-array", "state", "start-loop"})
    void everyFieldComesBack(String guest) throws Exception {
        comesBack(Guests.wasm(guest));
    }

    @Test
    void functionsThatAreInterpretedComeBackWithTheirBodies() throws Exception {
        comesBack(LargeFunctions.module(1, LargeFunctions.TOO_LARGE, LargeFunctions.HUGE));
    }

    @Test
    void aPartOfItIsNoModule() throws Exception {
        byte[] written = CompiledModuleFormat.write(compile(Guests.wasm("basic")));
        assertThatThrownBy(() -> CompiledModuleFormat.read(Arrays.copyOf(written, written.length / 2))).isInstanceOf(UncheckedIOException.class);
    }

    private static void comesBack(byte[] wasm) throws Exception {
        CompiledModule module = compile(wasm);
        CompiledModule read = CompiledModuleFormat.read(CompiledModuleFormat.write(module));
        assertThat(read).usingRecursiveComparison().isEqualTo(module);
    }

    private static CompiledModule compile(byte[] wasm) throws Exception {
        return new ModuleCompiler(new JvmBytecode()).compile(wasm, bytes -> { });
    }
}
