/** How a node follows what others that share its catalogue do to the plugins. */
package dev.tollgate.lifecycle.internal.nodes;
