package dev.tollgate.capability.db.internal.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.space.Backend;
import dev.tollgate.capability.db.internal.space.Ground;
import dev.tollgate.capability.db.internal.space.Ground.Step;
import dev.tollgate.capability.db.internal.sql.Dialect;
import dev.tollgate.capability.db.internal.sql.Script;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a plugin's space to exactly the migrations of one version: takes back what the version does not have, newest first, by the scripts
 * that were kept when it was applied, and applies what is new, oldest first; all in one transaction.
 */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Backend backend;
    /** The package that each plugin's space was last made to fit, so that asking again costs nothing. */
    private final Map<String, PluginId> fitting = new ConcurrentHashMap<>();
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    public Migrations(Backend backend) {
        this.backend = backend;
    }

    /** @param files what the package has in its folder {@code db} */
    public void bring(PluginId plugin, Map<String, byte[]> files) throws GateException {
        synchronized (lock(plugin.slug())) {
            bringAlone(plugin, files);
        }
    }

    public void forget(String slug) throws GateException {
        synchronized (lock(slug)) {
            fitting.remove(slug);
            backend.forget(slug);
        }
    }

    private Object lock(String slug) {
        return locks.computeIfAbsent(slug, absent -> new Object());
    }

    private void bringAlone(PluginId plugin, Map<String, byte[]> files) throws GateException {
        if (plugin.equals(fitting.get(plugin.slug()))) {
            return;
        }
        Map<String, byte[]> shown = new TreeMap<>();
        files.forEach((name, content) -> shown.put(PlainText.of(name), content));
        Scripts scripts = Scripts.of(shown);
        try (Ground ground = backend.migrate(plugin.slug())) {
            int generation = ground.generation();
            List<Migration> applied = applied(ground, generation);
            List<Migration> next = new ArrayList<>();
            List<Step> steps = plan(backend.dialect(), applied, scripts, next);
            if (!next.equals(applied)) {
                ground.record(generation + 1, json(next));
                ground.apply(steps, generation + 1);
                LOG.info("db: the space of {} has {} migrations now, before it had {}", plugin, next.size(), applied.size());
            }
        }
        fitting.put(plugin.slug(), plugin);
    }

    /** @param next gets what is applied after the steps */
    private static List<Step> plan(Dialect dialect, List<Migration> applied, Scripts wanted, List<Migration> next)
            throws GateException {
        List<Step> steps = new ArrayList<>();
        String newest = "";
        for (Migration old : applied) {
            String script = wanted.forward().get(old.name());
            if (script == null) {
                steps.addAll(0, undo(dialect, old));
                continue;
            }
            if (!Migration.of(old.name(), script, null).sha256().equals(old.sha256())) {
                throw Scripts.refused(old.name(), "was applied with other content; a migration that was released does not change,"
                        + " add another one");
            }
            next.add(old);
            newest = old.name();
        }
        for (Map.Entry<String, String> script : wanted.forward().tailMap(newest).entrySet()) {
            if (!script.getKey().equals(newest)) {
                steps.addAll(steps(dialect, script.getKey(), script.getValue()));
                next.add(checkedUndo(dialect, script.getKey(), script.getValue(), wanted.undo().get(script.getKey())));
            }
        }
        for (String name : wanted.forward().headMap(newest).keySet()) {
            if (next.stream().noneMatch(migration -> migration.name().equals(name))) {
                throw Scripts.refused(name, "comes before " + newest + ", which is applied; give it a higher number");
            }
        }
        return steps;
    }

    private static List<Step> undo(Dialect dialect, Migration old) throws GateException {
        if (old.undo() == null) {
            throw Scripts.refused(old.name(), "is applied and this version does not have it, and nothing takes it back: it came without a"
                    + " script like " + old.name().replace(".sql", ".undo.sql"));
        }
        return steps(dialect, old.name().replace(".sql", ".undo.sql"), old.undo());
    }

    /** What cannot run later is refused now. */
    private static Migration checkedUndo(Dialect dialect, String name, String script, String undo) throws GateException {
        if (undo != null) {
            steps(dialect, name.replace(".sql", ".undo.sql"), undo);
        }
        return Migration.of(name, script, undo);
    }

    private static List<Step> steps(Dialect dialect, String name, String script) throws GateException {
        List<Step> steps = new ArrayList<>();
        try {
            for (String sql : Script.statements(dialect, script)) {
                steps.add(new Step("db/" + name + ", statement " + (steps.size() + 1), sql));
            }
        } catch (GateException refused) {
            throw new GateException(refused.errno(), "db/" + name + ", " + refused.getMessage());
        }
        return steps;
    }

    private static List<Migration> applied(Ground ground, int generation) throws GateException {
        if (generation == 0) {
            return List.of();
        }
        byte[] json = ground.recorded(generation).orElseThrow(() -> new GateException(Errno.EUNAVAILABLE,
                "the space's list " + generation + " of applied migrations is lost; restore it from a backup"));
        try {
            return JSON.readValue(json, new TypeReference<>() { });
        } catch (IOException broken) {
            throw new GateException(Errno.EUNAVAILABLE, "the space's list " + generation
                    + " of applied migrations is broken; restore it from a backup");
        }
    }

    private static byte[] json(List<Migration> applied) {
        try {
            return JSON.writeValueAsBytes(applied);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a list of migrations is no JSON", impossible);
        }
    }
}
