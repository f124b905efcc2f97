package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.PlainText;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.Diagnostic.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** A ring for each plugin and one for all: a plugin that has much to say pushes its own out, and what others said only from the latter. */
@Component(service = DiagnosticLog.class, configurationPid = DiagnosticSettings.PID)
@Designate(ocd = DiagnosticSettings.class)
public final class DiagnosticRings implements DiagnosticLog {
    static final int LONGEST = 500;

    private final InstantSource clock;
    private final Map<String, Ring<Diagnostic>> plugins = new ConcurrentHashMap<>();
    private volatile int perPlugin;
    private volatile Ring<Diagnostic> all;

    @Activate
    public DiagnosticRings(DiagnosticSettings settings) {
        this.clock = InstantSource.system();
        configure(settings);
    }

    DiagnosticRings(int perPlugin, int inAll, InstantSource clock) {
        this.clock = clock;
        keep(perPlugin, inAll);
    }

    /** What was kept is gone then. */
    @Modified
    void configure(DiagnosticSettings settings) {
        keep(within("per.plugin", settings.per_plugin(), 1_000), within("in.all", settings.in_all(), 100_000));
    }

    private void keep(int ofPlugin, int inAll) {
        perPlugin = ofPlugin;
        all = new Ring<>(inAll);
        plugins.clear();
    }

    @Override
    public void note(String slug, Level level, String text) {
        Diagnostic diagnostic = new Diagnostic(slug, clock.instant(), level, PlainText.of(text, LONGEST));
        plugins.computeIfAbsent(slug, first -> new Ring<>(perPlugin)).add(diagnostic);
        all.add(diagnostic);
    }

    @Override
    public List<Diagnostic> of(String slug) {
        Ring<Diagnostic> own = plugins.get(slug);
        return own == null ? List.of() : own.newest();
    }

    @Override
    public List<Diagnostic> all() {
        return all.newest();
    }

    @Override
    public void forget(String slug) {
        plugins.remove(slug);
    }

    private static int within(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("configuration " + DiagnosticSettings.PID + ": " + key + " is " + value
                    + ", allowed is a whole number from 1 to " + most);
        }
        return value;
    }
}
