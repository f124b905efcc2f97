/** An application that uses Tollgate: it installs a plugin, decides about it, calls its hooks and watches its jobs. */
package dev.tollgate.tour;
