package dev.tollgate.benchmarks.jobs.subject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * Answers each line of its input with one, until it ends. Arguments: which subject, its threads, how many jobs of a group run at a
 * time, a folder of its own.
 */
public final class SubjectProcess {
    private static final Duration LATE = Duration.ofSeconds(10);

    private final Kind kind;
    private final Kind.Setting setting;
    private final Progress progress = new Progress();
    private Subject subject;
    private Enqueues enqueues;

    private SubjectProcess(Kind kind, Kind.Setting setting) {
        this.kind = kind;
        this.setting = setting;
    }

    public static void main(String[] arguments) throws Exception {
        SubjectProcess process = new SubjectProcess(Kind.valueOf(arguments[0]),
                new Kind.Setting(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), Path.of(arguments[3])));
        PrintStream out = System.out;
        // What a library prints is no answer.
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(process.answer(line.split(" ")));
            out.flush();
        }
        System.exit(0);
    }

    private String answer(String[] words) throws IOException, InterruptedException, ExecutionException {
        switch (words[0]) {
            case "open" -> {
                subject = kind.open(words[1], setting, progress);
                enqueues = new Enqueues(subject);
            }
            case "close" -> subject.close();
            case "single" -> {
                return Double.toString(enqueues.single(number(words, 1), Duration.ofMillis(number(words, 2))));
            }
            case "batch" -> {
                return Double.toString(enqueues.batches(number(words, 1), Duration.ofMillis(number(words, 2))));
            }
            case "fill" -> enqueues.fill(number(words, 1));
            case "first" -> {
                return new Executions(subject, progress).first(number(words, 1), Duration.ofMillis(number(words, 2))).toString();
            }
            case "all" -> {
                return new Executions(subject, progress).all(number(words, 1), number(words, 2), enqueues).toString();
            }
            case "held" -> {
                return new Executions(subject, progress).held(Duration.ofMillis(number(words, 1)), enqueues).toString();
            }
            case "listen" -> {
                progress.reset(true);
                subject.start();
            }
            case "send" -> {
                return Integer.toString(enqueues.send(number(words, 1), Duration.ofMillis(number(words, 2))));
            }
            case "heard" -> {
                progress.awaitStarts(number(words, 1), LATE);
                subject.stop();
                return progress.waits().stream().map(String::valueOf).collect(Collectors.joining(" "));
            }
            default -> throw new IllegalArgumentException("unknown: " + words[0]);
        }
        return "ok";
    }

    private static int number(String[] words, int at) {
        return Integer.parseInt(words[at]);
    }
}
