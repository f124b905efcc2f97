package dev.tollgate.capability.db.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.PluginData;
import dev.tollgate.abi.capability.ProvidesGate;
import dev.tollgate.capability.db.DbGate;
import dev.tollgate.capability.db.internal.json.PageLimits;
import dev.tollgate.capability.db.internal.json.Parameters;
import dev.tollgate.capability.db.internal.migration.Migrations;
import dev.tollgate.capability.db.internal.sql.Guard;
import dev.tollgate.capability.db.internal.sql.Sql;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The db gate, onto whichever backend is configured. */
@Component(service = Capability.class, configurationPid = DbConfiguration.PID)
@Designate(ocd = DbConfiguration.class)
@ProvidesGate(name = "db", version = "1.0")
public final class DbCapability implements Capability, DbGate, PluginData {
    private static final Logger LOG = LoggerFactory.getLogger(DbCapability.class);
    private static final PageLimits LIMITS = new PageLimits(1_000, 512 << 10);
    /** Counts, in an invocation, that something is kept for it. */
    private static final String KEPT = "kept";

    private final Databases databases;
    private final Guard guard;
    private final Migrations migrations;
    private final int ceilingMb;
    private final PageLimits limits;

    @Activate
    public DbCapability(BundleContext context, DbConfiguration configuration) {
        this(Databases.open(configuration, context::getProperty), configuration.max_mb(), LIMITS);
    }

    DbCapability(Databases databases, int ceilingMb, PageLimits limits) {
        this.databases = databases;
        this.guard = new Guard(databases.backend().dialect());
        this.migrations = new Migrations(databases.backend());
        this.ceilingMb = ceilingMb;
        this.limits = limits;
    }

    @Deactivate
    void close() {
        databases.close();
    }

    @Override
    public byte[] query(GateCall call, String sql, byte[] parameters) throws GateException {
        Sql statement = guard.check(sql);
        List<Object> values = values(statement, parameters);
        if (!statement.hasRows()) {
            throw new GateException(Errno.EINVAL, "the statement has no rows; use exec");
        }
        return with(call, invocation -> invocation.query(statement, values, terms(call)));
    }

    @Override
    public Affected exec(GateCall call, String sql, byte[] parameters) throws GateException {
        Sql statement = guard.check(sql);
        List<Object> values = values(statement, parameters);
        if (statement.hasRows()) {
            throw new GateException(Errno.EINVAL, "the statement answers with rows; use query");
        }
        return with(call, invocation -> new Affected(invocation.exec(statement, values, terms(call))));
    }

    @Override
    public byte[] fetch(GateCall call, int cursor) throws GateException {
        return with(call, invocation -> invocation.fetch(cursor, terms(call)));
    }

    @Override
    public void close(GateCall call, int cursor) throws GateException {
        with(call, invocation -> {
            invocation.close(cursor, terms(call));
            return null;
        });
    }

    @Override
    public void begin(GateCall call) throws GateException {
        with(call, invocation -> {
            invocation.begin(terms(call));
            return null;
        });
    }

    @Override
    public void commit(GateCall call) throws GateException {
        with(call, invocation -> {
            invocation.commit(terms(call));
            return null;
        });
    }

    @Override
    public void rollback(GateCall call) throws GateException {
        with(call, invocation -> {
            invocation.rollback();
            return null;
        });
    }

    @Override
    public void prepare(PluginId plugin, Map<String, byte[]> files) throws GateException {
        migrations.bring(plugin, files);
    }

    @Override
    public void forget(String slug) {
        try {
            databases.pools().close(slug);
            migrations.forget(slug);
        } catch (GateException failed) {
            throw new IllegalStateException("db: the space of plugin " + slug + " is not deleted: " + failed.getMessage(), failed);
        }
        LOG.info("db: the space of plugin {} is deleted", slug);
    }

    private interface Use<T> {
        T of(Invocation invocation) throws GateException;
    }

    /** Most invocations hold nothing between their calls; for those nothing is kept, and a swap of the provider need not wait. */
    private <T> T with(GateCall call, Use<T> use) throws GateException {
        if (call.count(KEPT, 0) > 0) {
            return use.of(call.keep(Invocation.class, () -> {
                throw new GateException(Errno.EUNAVAILABLE, "the transaction was given up when the provider was replaced");
            }));
        }
        Invocation invocation = new Invocation(databases.pools().of(call.plugin().slug()), limits);
        boolean kept = false;
        try {
            T result = use.of(invocation);
            kept = !invocation.idle() && call.keep(Invocation.class, () -> invocation) == invocation;
            call.count(KEPT, kept ? 1 : 0);
            return result;
        } finally {
            if (!kept) {
                invocation.close();
            }
        }
    }

    private Terms terms(GateCall call) {
        return Terms.of(call, ceilingMb);
    }

    private static List<Object> values(Sql statement, byte[] parameters) throws GateException {
        List<Object> values = Parameters.of(parameters);
        if (values.size() != statement.parameters()) {
            throw new GateException(Errno.EINVAL, "the statement has " + statement.parameters() + " question marks, there are "
                    + values.size() + " parameters");
        }
        return values;
    }
}
