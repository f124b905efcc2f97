/**
 * The main class of the Felix distribution.
 *
 * <p>{@link dev.tollgate.launcher.Main} reads the command line, takes the data folder for this process alone, starts the OSGi framework
 * with the bundles of {@code bundle/}, waits until the server says that it is ready, shows the demonstration when asked, and hands
 * standard input to the shell. Everything after the framework's start is agreed with the bundles through two services, both of type
 * {@link java.util.concurrent.Callable}, so that neither side sees the other's classes:
 *
 * <ul>
 *   <li>{@code tollgate.startup=true}: blocks until the server is ready or has failed; returns 0 or an exit code, after saying why;</li>
 *   <li>{@code main.thread=true}: the demonstration; returns the exit code.</li>
 * </ul>
 *
 * <p>Exit codes: 0; 2 for a wrong command line or an unusable data folder; 3 for a server that did not become ready; otherwise what one
 * of the two services returned, or the JVM's own after a signal.
 */
package dev.tollgate.launcher;
