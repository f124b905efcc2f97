package dev.tollgate.store.postgres.internal;

import dev.tollgate.configuration.CheckedValues;
import dev.tollgate.configuration.ConfigurationCheck;
import java.util.Map;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the database is and who asks; checked when read. Its text does not tell the password. */
record PostgresSettings(String url, String user, String password, int poolSize) {
    private static final String SCHEME = "jdbc:postgresql:";

    PostgresSettings {
        if (!url.startsWith(SCHEME)) {
            throw bad("url begins with " + SCHEME + ", as in jdbc:postgresql://host:5432/tollgate");
        }
        if (poolSize < 1 || poolSize > PostgresConfiguration.POOL_SIZE_MOST) {
            throw bad("pool.size is " + poolSize + ", allowed is 1 to " + PostgresConfiguration.POOL_SIZE_MOST);
        }
    }

    /** The url, which metatype takes for text. */
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            from(values.asMap()).ifPresent(PostgresSettings::dataSource);
        }
    }

    /** Empty without a url. */
    static Optional<PostgresSettings> from(Map<String, ?> configuration) {
        String url = text(configuration, "url");
        return url.isEmpty() ? Optional.empty()
                : Optional.of(new PostgresSettings(url, text(configuration, "user"), text(configuration, "password"), poolSize(configuration)));
    }

    /** What the driver makes of it: a class of ours is named to it nowhere, so that it works across bundles. */
    PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setUrl(url);
        } catch (IllegalArgumentException unreadable) {
            throw bad("url cannot be read, as in jdbc:postgresql://host:5432/tollgate it could");
        }
        if (!user.isEmpty()) {
            source.setUser(user);
        }
        if (!password.isEmpty()) {
            source.setPassword(password);
        }
        return source;
    }

    @Override
    public String toString() {
        PGSimpleDataSource source = dataSource();
        StringBuilder where = new StringBuilder("PostgreSQL database ").append(source.getDatabaseName()).append(" on");
        for (int i = 0; i < source.getServerNames().length; i++) {
            where.append(' ').append(source.getServerNames()[i]).append(':').append(source.getPortNumbers()[i]);
        }
        return where.toString();
    }

    private static int poolSize(Map<String, ?> configuration) {
        String value = text(configuration, "pool.size");
        try {
            return value.isEmpty() ? PostgresConfiguration.POOL_SIZE : Integer.parseInt(value);
        } catch (NumberFormatException notWhole) {
            throw bad("pool.size is '" + value + "', allowed is 1 to " + PostgresConfiguration.POOL_SIZE_MOST);
        }
    }

    private static String text(Map<String, ?> configuration, String key) {
        Object value = configuration.get(key);
        return value == null ? "" : value.toString().trim();
    }

    private static IllegalArgumentException bad(String what) {
        return new IllegalArgumentException("configuration " + PostgresConfiguration.PID + ": " + what + "; correct it");
    }
}
