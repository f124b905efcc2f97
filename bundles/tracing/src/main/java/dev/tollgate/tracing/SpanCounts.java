package dev.tollgate.tracing;

import org.osgi.annotation.versioning.ProviderType;

/** What became of the spans of this node since it began to send them to a collector; a service while it does. */
@ProviderType
public interface SpanCounts {
    /** The collector took them. */
    long sent();

    /** There was no room for them, or the collector did not take them. */
    long dropped();
}
