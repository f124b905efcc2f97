package dev.tollgate.itests.karaf;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What there is in a JVM that can be left behind: each a line, so that two can be compared. */
record Standing(List<String> lines) {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    static Standing now(BundleContext context) throws IOException, InvalidSyntaxException {
        List<String> lines = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            lines.add("bundle " + bundle.getSymbolicName() + " in state " + bundle.getState());
        }
        ServiceReference<?>[] services = context.getAllServiceReferences(null, null);
        for (ServiceReference<?> service : services) {
            lines.add("service " + service.getBundle().getSymbolicName() + " "
                    + String.join(",", (String[]) service.getProperty(Constants.OBJECTCLASS)));
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            // Those are the connection of the tests themselves.
            if (!thread.getName().startsWith("RMI ")) {
                lines.add("thread " + plain(thread.getName()));
            }
        }
        for (ObjectName name : ManagementFactory.getPlatformMBeanServer().queryNames(null, null)) {
            lines.add("bean " + plain(name.toString()));
        }
        if (Files.isDirectory(OPEN_FILES)) {
            try (Stream<Path> open = Files.list(OPEN_FILES)) {
                for (Path link : (Iterable<Path>) open::iterator) {
                    target(link).ifPresent(file -> lines.add("file " + file));
                }
            }
        }
        return new Standing(lines.stream().sorted().toList());
    }

    /** What is here and not there, as often as it is more. */
    List<String> without(Standing other) {
        List<String> more = new ArrayList<>(lines);
        other.lines.forEach(more::remove);
        return more;
    }

    /** Files with a name; sockets and pipes come and go with the test's own connection. */
    private static Optional<String> target(Path link) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/") ? Optional.of(target) : Optional.empty();
        } catch (IOException closedMeanwhile) {
            return Optional.empty();
        }
    }

    /** Without the numbers in it. */
    private static String plain(String name) {
        return Arrays.stream(name.split("[0-9a-f]{8}-[0-9a-f-]{27}|\\d+")).reduce("", (left, right) -> left + "#" + right);
    }
}
