package dev.tollgate.deploy.internal;

import dev.tollgate.deploy.Deployment;
import dev.tollgate.guests.TestPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;

/** A folder, and a server that looks at it when it is told to. */
final class Workbench {
    static final Duration SETTLE = Duration.ofSeconds(1);
    static final Duration GONE = Duration.ofSeconds(10);

    final HandCatalogue catalogue = new HandCatalogue();
    final HandClock clock = new HandClock();
    final Path folder;
    private final Path held;
    private Deployer deployer;
    private long written;

    Workbench(Path root) throws IOException {
        this.folder = Files.createDirectory(root.resolve("deploy"));
        this.held = root.resolve("data").resolve("deployed.properties");
        restart();
    }

    /** What was known in memory is lost. */
    void restart() {
        deployer = new Deployer(new DropFolder(folder), catalogue, catalogue.plugins, HeldPlugins.open(held), new DeployTimes(SETTLE, GONE), clock);
    }

    Duration pass() {
        return deployer.pass();
    }

    /** Until a deletion is believed. */
    void passUntilGone() {
        pass();
        clock.turn(GONE);
        pass();
    }

    /** Writes a file that was written long enough ago to be read. */
    Path drop(String name, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        return aged(file);
    }

    Path aged(Path file) throws IOException {
        // Never twice the same time: file systems tell changes by it.
        return Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(Duration.ofHours(1)).plusSeconds(written++)));
    }

    Path fresh(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    }

    void delete(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    List<Deployment> list() {
        return deployer.list();
    }

    Deployment only() {
        List<Deployment> all = list();
        if (all.size() != 1) {
            throw new AssertionError("not one: " + all);
        }
        return all.get(0);
    }

    String active(String slug) {
        return catalogue.current.containsKey(slug) ? catalogue.current.get(slug).version() + " " + catalogue.states.get(slug) : "none";
    }

    static byte[] plugin(String slug, String version) {
        return TestPackage.of(slug, version, "basic").filter("the_content", "echo").build();
    }

    static byte[] asking(String slug, String version) {
        return TestPackage.enqueue(slug, version).build();
    }
}
