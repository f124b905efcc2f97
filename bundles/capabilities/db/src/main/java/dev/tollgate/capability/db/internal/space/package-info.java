/** A plugin's space in a database, whichever database it is: what a backend provides, and what every backend shares. */
package dev.tollgate.capability.db.internal.space;
