/**
 * Health checks of the host, for whatever runs Felix health checks, and two questions that a balancer asks over HTTP: does it live, is it
 * ready. Every check is there whatever else is: a part of the host that is missing is what a check says, not why it says nothing.
 */
package dev.tollgate.health.internal;
