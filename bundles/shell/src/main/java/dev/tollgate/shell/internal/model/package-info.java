/** What a command is, how its line is read, what it answers and how that is completed: the same for every shell. */
package dev.tollgate.shell.internal.model;
