/** The commands themselves, a class per noun. */
package dev.tollgate.shell.internal.noun;
