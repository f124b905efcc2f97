package dev.tollgate.engine.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.engine.CodeInfo;
import dev.tollgate.engine.ModuleRefusedException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which functions of a module will be slow because they are large, so that nobody has to find out. */
final class SlowFunctions {
    private static final Logger LOG = LoggerFactory.getLogger(SlowFunctions.class);

    private final EngineOptions options;
    private final boolean hugeAreLeft;

    /** @param hugeAreLeft whether the JIT leaves methods alone that are longer than its limit */
    SlowFunctions(EngineOptions options, boolean hugeAreLeft) {
        this.options = options;
        this.hugeAreLeft = hugeAreLeft;
    }

    /** @throws ModuleRefusedException when some are interpreted, and that is forbidden */
    void check(Program program) throws ModuleRefusedException {
        Collection<Integer> interpreted = program.slow().interpreted();
        if (!options.fallback() && !interpreted.isEmpty()) {
            throw new ModuleRefusedException(List.of("of its functions " + some(program, interpreted) + " would be interpreted, because"
                    + " they are too large for a method of the JVM: split them, or set fallback to allowed in the configuration "
                    + EngineSettings.PID));
        }
    }

    /** @param cached whether nothing had to be compiled for it */
    CodeInfo info(Program program, boolean cached) {
        return new CodeInfo(options.backend().name(), cached, some(program, program.slow().interpreted()),
                some(program, hugeAreLeft ? program.slow().huge() : Set.of()));
    }

    void log(PluginId plugin, CodeInfo code) {
        if (code.interpreted().count() > 0) {
            LOG.warn("{}: {} of its functions are too large for a method of the JVM and are interpreted, 50 to 150 times slower than the"
                    + " others: {}", plugin, code.interpreted().count(), code.interpreted());
        }
        if (code.huge().count() > 0) {
            LOG.warn("{}: {} of its functions are so large that this JVM's JIT leaves them alone, many times slower than the others: {};"
                    + " start the JVM with -XX:-DontCompileHugeMethods", plugin, code.huge().count(), code.huge());
        }
    }

    private static CodeInfo.Functions some(Program program, Collection<Integer> functions) {
        return new CodeInfo.Functions(functions.size(), program.names().of(new TreeSet<>(functions)));
    }
}
