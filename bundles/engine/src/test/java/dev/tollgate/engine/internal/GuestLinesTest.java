package dev.tollgate.engine.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a guest says, wherever it says it: one plain line of bounded length, and not too many of them. */
class GuestLinesTest {
    private static final String NASTY = "harmless\r\n2026-01-01 ERROR forged\u001b[2J\u001b]0;title\u0007\u202ereversed\u2028next\",\"level\":\"ERROR\"}\n";

    private final EngineFixture engine = new EngineFixture();
    private final GuestModule guest = engine.load("lines");

    @Test
    void a61ALoggedLineIsOneLineThatDrivesNoTerminal() {
        List<String> lines = logged(() -> engine.call(guest, "line", NASTY.getBytes(UTF_8)));
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).contains("[line ").contains("harmless\\u000d\\u000a2026-01-01 ERROR forged\\u001b[2J\\u001b]0;title\\u0007\\u202e"
                + "reversed\\u2028next").matches("[\\x20-\\x7e]*");
    }

    @Test
    void a61ALineOfAMegabyteIsCut() {
        List<String> lines = logged(() -> engine.call(guest, "line", "x".repeat((1 << 20) - 1).getBytes(UTF_8)));
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).hasSizeBetween(4_096, 4_400);
        lines = logged(() -> engine.call(guest, "line", new byte[(1 << 20) - 1]));
        assertThat(lines.get(0)).as("spelled out, it is six times as long").hasSizeLessThan(6 * 4_096 + 300);
    }

    @Test
    void a61AFloodOfLinesEndsAtTheBurst() {
        List<String> lines = logged(() -> {
            for (int i = 0; i < 1_000; i++) {
                engine.call(guest, "line", "flood".getBytes(UTF_8));
            }
        });
        // A bucket fills while the flood lasts, ten a second.
        assertThat(lines).hasSizeBetween(60, 999);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "err"})
    void a61TheTextOfAFailureIsPlainAndCutWhereverTheGuestWroteIt(String handler) {
        assertThat(failure(handler, NASTY)).startsWith("harmless\\u000d\\u000a2026").matches("[\\x20-\\x7e]*");
        assertThat(failure(handler, "x".repeat((1 << 20) - 1))).hasSizeLessThanOrEqualTo(4_096);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "err", "out"})
    void a61WhatIsNotForTheLogIsNotInTheLog(String handler) {
        assertThat(logged(() -> engine.call(guest, handler, NASTY.getBytes(UTF_8)))).isEmpty();
    }

    /** A63: what a guest can time it can learn from, the host's work for others among it. */
    @Test
    void a63AGuestsClockIsNoFinerThanAMillisecond() {
        byte[] time = ((Outcome.Completed) engine.call(guest, "time", new byte[0])).output();
        assertThat(ByteBuffer.wrap(time).order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(EngineFixture.NOW.toEpochMilli() * 1_000_000);
    }

    private String failure(String handler, String text) {
        return ((Outcome.Failed) engine.call(guest, handler, text.getBytes(UTF_8))).message();
    }

    private static List<String> logged(Runnable what) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            what.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(UTF_8).lines().toList();
    }
}
