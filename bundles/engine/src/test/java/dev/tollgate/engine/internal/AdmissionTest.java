package dev.tollgate.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.engine.ModuleInfo;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.internal.admission.WasmBytes;
import dev.tollgate.guests.Guests;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused at the door, and with what words. */
class AdmissionTest {
    @Test
    void importsAndExportsAreToldWithTheirTypes() throws Exception {
        ModuleInfo info = Admission.admit(Guests.wasm("enqueue")).info();
        assertThat(info.imports()).contains(new ModuleInfo.Import("tollgate:queue@1", "enqueue", "(i32,i32,i32,i32,i32,i32)->i64"),
                new ModuleInfo.Import("tollgate:host@1", "input_length", "()->i32"));
        assertThat(info.export("job_noop")).hasValueSatisfying(export -> assertThat(export.handler()).isTrue());
    }

    /** A18: imports that nobody offers, of every kind, all named at once. */
    @Test
    void a18ImportsThatNobodyOffersAreNamedAllAtOnce() {
        assertThat(refusal(Guests.wasm("unknown-import")).reasons()).containsExactly(
                "it imports env.system, which nobody offers",
                "it imports tollgate:host@1.shutdown, which nobody offers",
                "it imports the memory env.memory, which nobody offers");
    }

    @Test
    void a18AnImportOfAnotherTypeIsRefused() {
        assertThat(refusal(Guests.wasm("wrong-type-import")).reasons()).containsExactly(
                "it imports tollgate:host@1.log with type (i64)->; its type is (i32,i32,i32)->i32",
                "it imports tollgate:queue@1.enqueue with type (f64)->i32; a gate takes i32 and i64 and returns an i64");
    }

    @ParameterizedTest
    @CsvSource({"simd, SIMD", "threads, shared", "many-locals, 3000 locals", "table-bomb, 50 tables",
        "block-parameters, blocks that take parameters"})
    void whatTheEngineCannotRunIsRefusedWithAReason(String guest, String word) {
        assertThat(refusal(Guests.wasm(guest))).hasMessageContaining(word);
    }

    /** A11: bytes that are no module end in our own error, whatever they are. */
    @Test
    void a11AMalformedModuleIsRefused() {
        assertThat(refusal("no module at all".getBytes())).hasMessageContaining("no valid WebAssembly module");
        assertThat(refusal(new byte[0])).hasMessageContaining("no valid WebAssembly module");
        byte[] whole = Guests.wasm("basic");
        int admitted = 0;
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            admitted += catchThrowableOfType(ModuleRefusedException.class, () -> Admission.admit(part)) == null ? 1 : 0;
        }
        assertThat(admitted).as("the parts that end where a section does").isLessThanOrEqualTo(8);
    }

    /** An import that is exported again is none of the module's own code, and no entry point. */
    @Test
    void a18AnImportThatIsExportedAgainIsNoHandler() throws Exception {
        WasmBytes imported = WasmBytes.of(1).name("tollgate:host@1").name("input_length").add(0, 0);
        byte[] module = WasmBytes.module().section(WasmBytes.TYPE, WasmBytes.of(1, 0x60, 0, 1, 0x7f))
                .section(WasmBytes.IMPORT, imported).section(WasmBytes.EXPORT, WasmBytes.of(1).name("run").add(0, 0)).bytes();
        assertThat(Admission.admit(module).info().exports()).isEmpty();
    }

    @Test
    void aModuleOverTheSizeIsRefusedBeforeItIsRead() {
        assertThat(refusal(new byte[(20 << 20) + 1])).hasMessageContaining("20971520");
    }

    private static ModuleRefusedException refusal(byte[] wasm) {
        ModuleRefusedException refused = catchThrowableOfType(ModuleRefusedException.class, () -> Admission.admit(wasm));
        assertThat(refused).isNotNull();
        return refused;
    }
}
