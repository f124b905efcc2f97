/** Endpoints on the HTTP whiteboard of {@code javax.servlet}: nothing but what {@code jakarta} and {@code javax} differ in. */
package dev.tollgate.web.javax.internal;
