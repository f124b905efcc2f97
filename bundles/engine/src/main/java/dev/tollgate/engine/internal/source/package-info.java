/**
 * Where in its source a guest was: the line tables that a compiler leaves in a module (DWARF 2 to 5), read when the module is compiled, and
 * what is kept of them for the instructions that can be asked about.
 */
package dev.tollgate.engine.internal.source;
