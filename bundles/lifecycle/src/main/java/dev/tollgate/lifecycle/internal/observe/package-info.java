/** Who looks on at what the host does. It needs nothing else of this bundle, so that all of it can tell. */
package dev.tollgate.lifecycle.internal.observe;
