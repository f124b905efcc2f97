package dev.tollgate.benchmarks.observers;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints as Markdown what an invocation and a gate call cost when somebody looks on. Everything is measured in turn, many short times; a
 * figure is the median of its differences from the same round without anybody. Argument: how many rounds.
 */
public final class ObserverBenchmark {
    private static final long WARM_UP_NANOS = 1_000_000_000L;
    private static final long BATCH_NANOS = 20_000_000L;
    private static final int CHECKED = 16;
    private static final List<String> EYES = List.of("nobody", "metrics", "traces", "both");

    private ObserverBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Runnable> calls = new Observed().calls();
        calls.values().forEach(call -> nanos(call, WARM_UP_NANOS));
        Map<String, List<Double>> invocation = new LinkedHashMap<>();
        Map<String, List<Double>> gateCall = new LinkedHashMap<>();
        for (int round = 0; round < Integer.parseInt(arguments[0]); round++) {
            double nobody = 0;
            double nobodysGate = 0;
            for (String eyes : EYES) {
                double empty = nanos(calls.get(eyes + " 0"), BATCH_NANOS);
                double gate = (nanos(calls.get(eyes + " " + Observed.CALLS), BATCH_NANOS) - empty) / Observed.CALLS;
                if (eyes.equals("nobody")) {
                    nobody = empty;
                    nobodysGate = gate;
                }
                invocation.computeIfAbsent(eyes, name -> new ArrayList<>()).add(eyes.equals("nobody") ? empty : empty - nobody);
                gateCall.computeIfAbsent(eyes, name -> new ArrayList<>()).add(eyes.equals("nobody") ? gate : gate - nobodysGate);
            }
        }
        System.out.println("JDK " + Runtime.version() + "\n\n| looked on by | ns per invocation | ns per gate call |\n|---|---|---|");
        for (String eyes : EYES) {
            String sign = eyes.equals("nobody") ? "" : "+";
            System.out.printf(Locale.ROOT, "| %s | %s%.0f | %s%.0f |%n", eyes, sign, median(invocation.get(eyes)), sign, median(gateCall.get(eyes)));
        }
        System.exit(0);
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    /** Of this thread's processor time, so that neither other programs nor the thread that sends spans count. */
    private static double nanos(Runnable call, long time) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        long count = 0;
        long taken;
        do {
            for (int i = 0; i < CHECKED; i++) {
                call.run();
            }
            count += CHECKED;
            taken = threads.getCurrentThreadCpuTime() - begun;
        } while (taken < time);
        return (double) taken / count;
    }
}
