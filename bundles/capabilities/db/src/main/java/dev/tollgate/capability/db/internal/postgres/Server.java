package dev.tollgate.capability.db.internal.postgres;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database that holds all spaces.
 *
 * @param url      of the driver: {@code jdbc:postgresql://host/database}
 * @param user     the administrative role
 * @param password its password, or empty
 */
public record Server(String url, String user, String password) {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final String URL = "jdbc:postgresql:";
    /** What a URL can say beside host and database. With a user in it, plugins would be connected as that user. */
    private static final Pattern PARAMETER = Pattern.compile("(ssl[a-z]*|gssEncMode|channelBinding|targetServerType|hostRecheckSeconds"
            + "|loadBalanceHosts)=.*");
    private static final int CONNECT_SECONDS = 5;
    private static final int ADMIN_SECONDS = 60;
    /** Until the first call sets its own; longer than the statement time-out of the roles. */
    private static final int PLUGIN_SECONDS = 90;

    public Server {
        checkDriver();
        if (url == null || !url.startsWith(URL)) {
            throw new IllegalArgumentException("PID dev.tollgate.db: backend = postgres needs url = jdbc:postgresql://host/database");
        }
        int query = url.indexOf('?');
        for (String parameter : query < 0 ? new String[0] : url.substring(query + 1).split("&")) {
            if (!PARAMETER.matcher(parameter).matches()) {
                throw new IllegalArgumentException("PID dev.tollgate.db: url can have parameters of TLS and of the choice of hosts; user and"
                        + " password have keys of their own");
            }
        }
        if (user == null || user.isBlank()) {
            throw new IllegalArgumentException("PID dev.tollgate.db: backend = postgres needs user, the administrative role of the database");
        }
    }

    /** Its import is optional. */
    private static void checkDriver() {
        try {
            LOG.debug("the driver is {}", Driver.class.getName());
        } catch (NoClassDefFoundError absent) {
            throw new IllegalArgumentException("PID dev.tollgate.db: backend = postgres needs the bundle org.postgresql.jdbc; install it and"
                    + " refresh this one", absent);
        }
    }

    /** A connection that can make roles; for a short time. */
    Connection admin() throws GateException {
        Properties properties = new Properties();
        properties.setProperty("socketTimeout", String.valueOf(ADMIN_SECONDS));
        properties.setProperty("ApplicationName", "tollgate");
        return connect(user, password, properties);
    }

    /**
     * A connection of a plugin's roles. No statement gets a name on the server, so that no two collide; results that would fill the
     * heap end the statement; the server's details, which repeat values, are not even read.
     */
    Connection plugin(String role, String secret) throws GateException {
        Properties properties = new Properties();
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("preparedStatementCacheQueries", "0");
        properties.setProperty("binaryTransfer", "false");
        properties.setProperty("stringtype", "unspecified");
        properties.setProperty("maxResultBuffer", "16M");
        properties.setProperty("socketTimeout", String.valueOf(PLUGIN_SECONDS));
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("ApplicationName", "tollgate-plugin");
        return connect(role, secret, properties);
    }

    private Connection connect(String role, String secret, Properties properties) throws GateException {
        properties.setProperty("user", role);
        properties.setProperty("password", secret);
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        try {
            // The driver is asked directly: DriverManager does not work across bundles.
            return new Driver().connect(url, properties);
        } catch (SQLException failed) {
            LOG.warn("db: no connection to PostgreSQL as {} (SQLSTATE {}): check url, user and password of PID dev.tollgate.db", role,
                    failed.getSQLState());
            throw new GateException(Errno.EUNAVAILABLE, "no connection to the database (SQLSTATE " + failed.getSQLState() + ")");
        }
    }

    /** Does not show the password. */
    @Override
    public String toString() {
        return "PostgreSQL as " + user;
    }
}
