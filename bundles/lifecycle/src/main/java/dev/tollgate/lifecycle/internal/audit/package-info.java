/** The audit of this node. */
package dev.tollgate.lifecycle.internal.audit;
