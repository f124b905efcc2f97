/**
 * What operators see: the shell commands of scope {@code tollgate}, and the report of whether the server came up. Commands
 * answer with text, so they can be piped and tested; what they do is done by the services of the other bundles.
 */
package dev.tollgate.diagnostics.internal;
