/** Endpoints on the HTTP whiteboard of {@code jakarta.servlet}: nothing but what {@code jakarta} and {@code javax} differ in. */
package dev.tollgate.web.jakarta.internal;
