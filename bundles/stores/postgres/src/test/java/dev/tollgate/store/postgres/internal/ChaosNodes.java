package dev.tollgate.store.postgres.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The processes of the nodes. A node that is killed is followed by one of another name. */
final class ChaosNodes implements AutoCloseable {
    private record Node(String name, Process process) {
    }

    private final int port;
    private final Path folder;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Long> killedAt = new HashMap<>();
    private int started;

    ChaosNodes(int count, int port, Path folder) throws IOException {
        this.port = port;
        this.folder = folder;
        for (int i = 0; i < count; i++) {
            nodes.add(start());
        }
    }

    void killAndReplace(int which) throws IOException, InterruptedException {
        kill(nodes.get(which));
        nodes.set(which, start());
    }

    void stop(int which) throws IOException, InterruptedException {
        signal("-STOP", nodes.get(which));
    }

    void goOn(int which) throws IOException, InterruptedException {
        signal("-CONT", nodes.get(which));
    }

    /** When each process that is no more was killed, by its journal. */
    Map<String, Long> killedAt() {
        return killedAt;
    }

    /** Kills all of them. */
    @Override
    public void close() throws IOException, InterruptedException {
        for (Node node : nodes) {
            kill(node);
        }
    }

    private Node start() throws IOException {
        String name = "node" + ++started;
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), ChaosProcess.class.getName(), name,
                Integer.toString(port), folder.toString()).redirectError(folder.resolve(name + ".log").toFile()).start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null) {
            throw new IOException(name + " did not start: see " + folder.resolve(name + ".log"));
        }
        return new Node(name, process);
    }

    private void kill(Node node) throws IOException, InterruptedException {
        signal("-KILL", node);
        node.process().waitFor();
        killedAt.put(node.name() + ".journal", System.nanoTime());
    }

    private static void signal(String signal, Node node) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(node.process().pid())).start().waitFor();
    }
}
