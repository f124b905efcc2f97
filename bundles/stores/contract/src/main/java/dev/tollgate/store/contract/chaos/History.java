package dev.tollgate.store.contract.chaos;

import dev.tollgate.jobs.JobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The journals of all processes of a run, and what they must not tell. */
public final class History {
    private final Map<String, List<Journal.Entry>> byNode;

    private History(Map<String, List<Journal.Entry>> byNode) {
        this.byNode = byNode;
    }

    public static History read(Path folder) throws IOException {
        Map<String, List<Journal.Entry>> byNode = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".journal")).toList()) {
                byNode.put(file.getFileName().toString(), Journal.read(file));
            }
        }
        return new History(byNode);
    }

    /** The jobs whose enqueue was acknowledged. */
    public Set<JobId> acknowledged() {
        return entries().filter(entry -> entry.event().equals("acknowledged")).map(entry -> new JobId(entry.subject()))
                .collect(Collectors.toSet());
    }

    /** How many executions began. */
    public long executions() {
        return entries().filter(entry -> entry.event().equals("start") || entry.event().equals("begin")).count();
    }

    /** How many fire times were acknowledged as enqueued. */
    public long fired() {
        return entries().filter(entry -> entry.event().equals("fired")).count();
    }

    /** Fire times that were enqueued more than once. */
    public List<String> firedTwice() {
        return entries().filter(entry -> entry.event().equals("fired"))
                .collect(Collectors.groupingBy(entry -> entry.subject().substring(0, entry.subject().lastIndexOf('@')), Collectors.counting()))
                .entrySet().stream().filter(times -> times.getValue() > 1).map(Map.Entry::getKey).toList();
    }

    /**
     * Executions of one exclusive key that overlapped. One that a kill ended lasted until then.
     *
     * @param killedAt by journal, when each process was killed
     */
    public List<String> overlaps(Map<String, Long> killedAt) {
        Map<String, List<Span>> byKey = new HashMap<>();
        byNode.forEach((node, entries) -> {
            for (int i = 0; i < entries.size(); i++) {
                Journal.Entry begin = entries.get(i);
                if (begin.event().equals("begin")) {
                    long end = end(entries.subList(i, entries.size()), begin, killedAt.getOrDefault(node, Long.MAX_VALUE));
                    byKey.computeIfAbsent(begin.subject(), key -> new ArrayList<>()).add(new Span(node, begin.nanos(), end));
                }
            }
        });
        List<String> overlaps = new ArrayList<>();
        byKey.forEach((key, spans) -> {
            spans.sort(Comparator.comparingLong(Span::from));
            for (int i = 1; i < spans.size(); i++) {
                if (spans.get(i).from() - spans.get(i - 1).to() < 0) {
                    overlaps.add(key + ": " + spans.get(i - 1) + " and " + spans.get(i));
                }
            }
        });
        return overlaps;
    }

    private record Span(String node, long from, long to) {
    }

    private static long end(List<Journal.Entry> later, Journal.Entry begin, long otherwise) {
        return later.stream().filter(entry -> entry.event().equals("end") && entry.subject().equals(begin.subject())
                && entry.token() == begin.token() && entry.nanos() >= begin.nanos()).mapToLong(Journal.Entry::nanos).findFirst().orElse(otherwise);
    }

    private Stream<Journal.Entry> entries() {
        return byNode.values().stream().flatMap(List::stream);
    }
}
