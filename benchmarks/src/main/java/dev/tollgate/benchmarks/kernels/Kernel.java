package dev.tollgate.benchmarks.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A program in {@code benchmarks/kernels} that exports {@code run: i32 -> i32}, with an argument that is worth some milliseconds. */
enum Kernel {
    FIB(35, 9_227_465), SIEVE(5, 82_025), NBODY(300_000, 169_087_839), SHA256(120, 1_817_243_180), ZLIB(1, -51_813_624), LUA(15, 81_182);

    final long argument;
    final int answer;

    Kernel(long argument, int answer) {
        this.argument = argument;
        this.answer = answer;
    }

    byte[] wasm(Path folder) throws IOException {
        return Files.readAllBytes(folder.resolve(name().toLowerCase(Locale.ROOT) + ".wasm"));
    }
}
