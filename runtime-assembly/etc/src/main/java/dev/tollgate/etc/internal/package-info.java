/**
 * Karaf looks into {@code etc/} once a second. A feature puts its files there and starts its bundles at once, so that components start
 * without their configuration and, a moment later, all over again in the middle of each other's start. Here the files are read first.
 */
package dev.tollgate.etc.internal;
