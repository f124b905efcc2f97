package dev.tollgate.launcher;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line asked for.
 *
 * @param data folder for everything that the server keeps; empty: the distribution's own
 * @param demo whether the demonstration runs
 * @param once whether the server stops after it
 * @param shell whether commands are read from standard input
 */
record StartOptions(Optional<Path> data, boolean demo, boolean once, boolean shell) {
}
