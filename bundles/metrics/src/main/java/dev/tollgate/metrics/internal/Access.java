package dev.tollgate.metrics.internal;

import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;
import dev.tollgate.web.BearerToken;
import dev.tollgate.web.HttpRequest;
import dev.tollgate.web.SecretFile;
import dev.tollgate.web.SecretUnusableException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Who may read. @param token empty where nobody may, unless it is open */
record Access(boolean open, Optional<BearerToken> token) {
    /** The token's file. */
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            of(values.as(MetricsSettings.class));
        }
    }

    /** @throws IllegalArgumentException naming the configuration and its key */
    static Access of(MetricsSettings settings) {
        boolean open = settings.access().equals("open");
        String file = settings.token_file().strip();
        try {
            return new Access(open, file.isEmpty() ? Optional.empty() : Optional.of(new BearerToken(new SecretFile(Path.of(file)))));
        } catch (InvalidPathException malformed) {
            throw new IllegalArgumentException(MetricsSettings.PID + ": token.file is no path: " + malformed.getMessage(), malformed);
        } catch (IllegalArgumentException relative) {
            throw new IllegalArgumentException(MetricsSettings.PID + ": token.file: " + relative.getMessage(), relative);
        }
    }

    boolean permits(HttpRequest request) throws SecretUnusableException {
        return open || token.isPresent() && token.get().of(request);
    }
}
