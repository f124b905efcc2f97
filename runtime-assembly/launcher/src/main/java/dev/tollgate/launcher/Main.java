package dev.tollgate.launcher;

/** Entry point of {@code bin/tollgate}. */
public final class Main {

    private Main() {
    }

    public static void main(String[] args) {
        var server = new Server(System.out);
        // Leaves through System.exit always: the framework is stopped in one place only, the shutdown hook.
        System.exit(TollgateCommand.line(server::run).execute(args));
    }
}
