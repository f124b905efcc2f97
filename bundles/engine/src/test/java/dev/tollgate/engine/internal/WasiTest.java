package dev.tollgate.engine.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Outcome.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command that clang and wasi-libc made, and modules that use WASI badly. */
class WasiTest {
    private final EngineFixture engine = new EngineFixture();

    @Test
    void aCommandReadsItsInputAndWritesItsOutputAndSeesArgumentsEnvironmentAndTime() {
        GuestModule command = engine.load("command");
        for (int i = 0; i < 3; i++) {
            Outcome outcome = engine.call(command, "_start", "hello".getBytes(UTF_8));
            assertThat(outcome).isInstanceOf(Outcome.Completed.class);
            assertThat(((Outcome.Completed) outcome).output()).asString()
                    .isEqualTo("HELLO 1 probe hello " + EngineFixture.NOW.getEpochSecond());
        }
    }

    @Test
    void itsExitCodeIsItsAnswerAndStandardErrorTheReason() {
        GuestModule command = engine.load("command");
        Outcome.Failed failed = (Outcome.Failed) engine.call(command, "_start", "fail".getBytes(UTF_8));
        assertThat(failed.failure()).isEqualTo(Failure.FAILED);
        assertThat(failed.message()).isEqualTo("as you wish");
        assertThat(((Outcome.Failed) engine.call(command, "_start", "reject".getBytes(UTF_8))).failure())
                .isEqualTo(Failure.REJECTED);
    }

    @Test
    void thereAreNoFiles() {
        Outcome outcome = engine.call(engine.load("command"), "_start", "file".getBytes(UTF_8));
        assertThat(((Outcome.Completed) outcome).output()).asString().isEqualTo("no file");
        assertThat(((Outcome.Failed) engine.call(engine.load("wasi-pointers"), "open", new byte[0])).message())
                .isEqualTo("the handler answered " + (100 + Wasi.ENOSYS));
    }

    /** A29: what a guest says of its memory is checked before anything is allocated. */
    @ParameterizedTest
    @CsvSource({"random, 0, 2147483647, 121", "random, -1, 1, 121", "random, 0, -1, 121", "random, 65535, 1, 100",
        "read, 0, 2147483647, 121", "read, 65536, 1, 121", "write, 0, -1, 121", "write, 65535, 2, 121", "write, 0, 64, 100",
        "vectors, 65536, 1, 121", "vectors, 0, 2147483647, 121", "vectors, 0, -1, 121", "clock, 65529, 0, 121",
        "clock, 65528, 0, 100"})
    void a29APointerOutsideTheMemoryIsEfault(String handler, int address, int length, int answer) {
        Outcome outcome = engine.call(engine.load("wasi-pointers"), handler, EngineFixture.bytes(address, length));
        assertThat(((Outcome.Failed) outcome).message()).isEqualTo("the handler answered " + answer);
    }
}
