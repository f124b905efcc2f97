/**
 * Standard input of the Felix distribution, as commands of the Gogo shell.
 *
 * <p>Gogo's own shell bundle is in the distribution for its commands, but does not read: blocked in {@code System.in} it holds up every
 * stop for five seconds, it starts before the server is ready, and it takes input as Latin-1.
 */
package dev.tollgate.terminal.internal;
