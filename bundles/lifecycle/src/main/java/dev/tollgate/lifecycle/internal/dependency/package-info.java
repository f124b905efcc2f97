/** Which plugins need which others: ranges of versions, circles among them, and what follows when one is not there. */
package dev.tollgate.lifecycle.internal.dependency;
