package dev.tollgate.capability.http.internal;

import java.util.List;

/** The head of a response. */
record Answer(int status, List<HeaderField> headers) {
}
