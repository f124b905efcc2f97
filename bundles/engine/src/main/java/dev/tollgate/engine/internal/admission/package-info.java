/**
 * What is looked at before the engine sees a module, and the reader that looks: {@code BinaryReader} for the values of the
 * binary format, {@code InstructionSet} and {@code InstructionReader} for code, {@code ModuleCheck} for a whole module with
 * every {@code Bound}. Nothing in here knows the engine.
 */
package dev.tollgate.engine.internal.admission;
