package dev.tollgate.lifecycle;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What operators ask about gates. */
@ProviderType
public interface GateRecords {
    /** The gates that are provided now, by name. */
    List<GateProvider> providers();

    /** What a plugin's calls came to since this node started, by gate. */
    List<GateCount> counts(String slug);
}
