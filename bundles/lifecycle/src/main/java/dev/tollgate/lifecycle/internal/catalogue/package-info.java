/** Which of several stores the catalogue of this node is in. */
package dev.tollgate.lifecycle.internal.catalogue;
