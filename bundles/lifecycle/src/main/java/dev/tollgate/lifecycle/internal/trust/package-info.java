/** Whose packages the operator trusts: signatures, the keys that count, and what was revoked. */
package dev.tollgate.lifecycle.internal.trust;
