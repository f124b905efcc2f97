/** The commands as Karaf's shell has them, with completion. Nothing here is loaded where there is no Karaf. */
package dev.tollgate.shell.internal.karaf;
