/** The server that the db gate is measured on. Not in the bundle: it runs from the class path, see {@code gates.sh}. */
package dev.tollgate.benchmarks.postgres;
