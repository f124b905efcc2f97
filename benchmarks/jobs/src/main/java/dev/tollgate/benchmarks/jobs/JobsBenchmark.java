package dev.tollgate.benchmarks.jobs;

import java.io.IOException;
import java.sql.SQLException;

/** Measures and prints the page; how far it is it tells on the error stream. Arguments: see {@link Options#of}. */
public final class JobsBenchmark {
    private JobsBenchmark() {
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        Options options = Options.of(arguments);
        Figures figures = new Figures();
        String server;
        try (Databases databases = Databases.start(); Measurement measurement = new Measurement(options, databases, figures)) {
            server = databases.server();
            measurement.run();
        }
        System.out.println(new Page(figures, options).text(server, PeerVersions.of(options.node())));
    }
}
