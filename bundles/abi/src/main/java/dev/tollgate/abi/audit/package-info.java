/**
 * The audit: what administrators decided, as it was decided. A {@link dev.tollgate.abi.audit.Decision} becomes an
 * {@link dev.tollgate.abi.audit.AuditRecord} that nobody changes afterwards, and that has the hash of the one before it, so that it shows
 * when somebody did all the same. {@link dev.tollgate.abi.audit.Audit} reads them; an {@link dev.tollgate.abi.audit.AuditStore} keeps them.
 */
@Export
@Version("1.0.0")
package dev.tollgate.abi.audit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
