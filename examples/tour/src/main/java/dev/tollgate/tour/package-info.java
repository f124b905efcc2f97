/**
 * An application that uses Tollgate: it installs plugins, decides about them, calls their hooks, watches their jobs, offers events to a
 * service and goes to another version and back meanwhile.
 */
package dev.tollgate.tour;
