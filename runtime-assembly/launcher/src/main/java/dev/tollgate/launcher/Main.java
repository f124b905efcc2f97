package dev.tollgate.launcher;

/** Entry point of {@code bin/tollgate}. */
public final class Main {

    private Main() {
    }

    public static void main(String[] args) {
        var server = new Server(System.out);
        int exitCode = StartFailure.NOT_READY;
        try {
            exitCode = TollgateCommand.line(server::run).execute(args);
        } catch (Error e) {
            // The framework's threads would keep a server without its main thread alive, and unannounced.
            e.printStackTrace();
        }
        // Always this way: the framework is stopped in one place only, the shutdown hook.
        System.exit(exitCode);
    }
}
