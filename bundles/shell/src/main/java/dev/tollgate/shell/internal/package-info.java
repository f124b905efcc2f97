/**
 * The commands of scope {@code tollgate}. {@link dev.tollgate.shell.internal.model.Noun Nouns} are services of this bundle; a
 * {@link dev.tollgate.shell.internal.Shells face} gives each of them to the shell that is there, Karaf's or Gogo.
 */
package dev.tollgate.shell.internal;
