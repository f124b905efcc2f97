package dev.tollgate.benchmarks.lifecycle;

import java.util.List;

/** Something that is done all the time while the plugin is reloaded, by a few threads. */
interface Load {
    int threads();

    /** Does it once; each thread calls it again and again. */
    void once();

    /** Waits for the end of all that was begun; nothing more is. */
    void finish();

    /** What it came to. */
    String summary();

    /** What should not have been; empty where all adds up. */
    List<String> wrongs();
}
