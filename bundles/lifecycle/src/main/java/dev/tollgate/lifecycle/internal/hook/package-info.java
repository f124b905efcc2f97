/** Hooks: who listens in which order, what may pass, and the chain of calls. */
package dev.tollgate.lifecycle.internal.hook;
