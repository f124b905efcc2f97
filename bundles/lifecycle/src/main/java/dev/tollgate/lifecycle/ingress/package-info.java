/**
 * Events for service plugins. Whoever has one offers it to {@link dev.tollgate.lifecycle.ingress.Ingress}, which never waits: the event is
 * in the bounded queue of its service, or the answer says why not. {@link dev.tollgate.lifecycle.ingress.Services} says how services are,
 * and starts and stops them. What a handler writes are commands, each carried out by an
 * {@link dev.tollgate.lifecycle.ingress.OutputTarget}.
 */
@Export
@Version("1.0.0")
package dev.tollgate.lifecycle.ingress;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
