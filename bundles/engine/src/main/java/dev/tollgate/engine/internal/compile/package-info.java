/** Bounds what compiling takes, in time, size and number, whatever it is that compiles. */
package dev.tollgate.engine.internal.compile;
