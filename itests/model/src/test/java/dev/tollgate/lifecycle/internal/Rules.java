package dev.tollgate.lifecycle.internal;

import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.internal.LifecycleTask.Move;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** How the model changes by what is done, in the order in which the documentation of {@link dev.tollgate.lifecycle.Plugins} names it. */
record Rules(boolean development) {
    /** One attempt and three retries. */
    private static final int ATTEMPTS = 4;

    Step apply(Model model, Op op) {
        String slug = op.slug();
        Content content = op.content();
        Plug plug = model.plug(slug);
        return switch (op.kind()) {
            case INSTALL -> install(model, content);
            case GRANT -> decide(model, content, Decision.GRANTED);
            case DENY -> decide(model, content, Decision.DENIED);
            case ACTIVATE -> activate(model, named(plug, content), Move.FORWARD);
            case ACTIVATE_NEWEST -> activate(model, plug.versions().stream().findFirst(), Move.FORWARD);
            case DOWNGRADE -> activate(model, named(plug, content), Move.DOWNGRADE);
            case ROLLBACK -> activate(model, plug.row().flatMap(Plug.Row::previous), Move.ROLLBACK);
            case DEACTIVATE -> plug.active().isEmpty() || model.needed(slug) ? Step.refused(model) : off(model, slug);
            case TRIP -> trip(model, slug);
            case RESET -> plug.tripped() ? Step.done(model.with(slug, plug.breaker(true, false))) : Step.refused(model);
            case REMOVE -> plug.row().isEmpty() || model.needed(slug) ? Step.refused(model) : remove(model, slug);
            case RETIRE -> retire(model, content);
            case WITHDRAW -> Step.done(model.providing(false));
            case PROVIDE -> Step.done(model.providing(true));
            // A host that starts finds its providers.
            case RESTART -> Step.done(model.providing(true));
            case CONFIGURE, ENQUEUE -> Step.done(model);
        };
    }

    /** What an interrupted step may leave beside what was before and what comes of it; doing it again goes on from there. */
    List<Model> interrupted(Model model, Op op) {
        return switch (op.kind()) {
            case INSTALL -> List.of(installed(model, op.content()));
            case RETIRE -> List.of(shut(model, op.content()));
            default -> List.of();
        };
    }

    /** What one of two who act at once may leave. */
    List<Model> raced(Model model, Op op) {
        return op.kind() == Op.Kind.INSTALL ? List.of(installed(model, op.content())) : List.of();
    }

    /** Gates are closed before a version goes. */
    private static Model shut(Model model, Content content) {
        Plug plug = model.plug(content.slug());
        for (String capability : content.asks()) {
            plug = plug.granted(content, capability) ? plug.decided(content, capability, Decision.DENIED) : plug;
        }
        return model.with(content.slug(), plug);
    }

    /** The newest installation of that version. */
    private static Optional<Content> named(Plug plug, Content content) {
        return plug.versions().stream().filter(version -> version.version().equals(content.version())).findFirst();
    }

    private Step install(Model model, Content content) {
        String slug = content.slug();
        Plug plug = model.plug(slug);
        if (!plug.has(content)) {
            if (!development && named(plug, content).isPresent()) {
                return Step.refused(model);
            }
            Plug next = plug.added(content);
            if (plug.row().isPresent()) {
                next = carried(next, plug.row().get().current(), content);
            }
            return taken(model.with(slug, next), content);
        }
        return taken(model, content);
    }

    /** In the catalogue, and nobody has heard of it yet. */
    private Model installed(Model model, Content content) {
        Plug plug = model.plug(content.slug());
        boolean refused = plug.has(content) || !development && named(plug, content).isPresent();
        return refused ? model : model.with(content.slug(), plug.added(content));
    }

    /** In development mode it takes over where its version is active. */
    private Step taken(Model installed, Content content) {
        Optional<Content> active = installed.plug(content.slug()).active();
        boolean other = development && active.filter(now -> now != content && now.version().equals(content.version())).isPresent();
        return other ? activate(installed, Optional.of(content), Move.FORWARD) : Step.done(installed);
    }

    private static Plug carried(Plug plug, Content from, Content to) {
        if (!from.asks().containsAll(to.asks())) {
            return plug;
        }
        Plug next = plug;
        for (String capability : to.asks()) {
            if (plug.decision(from, capability) != Decision.UNDECIDED) {
                next = next.decided(to, capability, plug.decision(from, capability));
            }
        }
        return next;
    }

    private static Step decide(Model model, Content content, Decision decision) {
        Plug plug = model.plug(content.slug());
        if (content.asks().isEmpty()) {
            return Step.done(model);
        }
        if (!plug.has(content)) {
            return Step.refused(model);
        }
        for (String capability : content.asks()) {
            plug = plug.decided(content, capability, decision);
        }
        return Step.done(model.with(content.slug(), plug));
    }

    private static Step activate(Model model, Optional<Content> wanted, Move move) {
        if (wanted.isEmpty() || model.plug(wanted.get().slug()).row().isEmpty()) {
            return Step.refused(model);
        }
        Content next = wanted.get();
        Plug plug = model.plug(next.slug());
        Plug.Row before = plug.row().get();
        boolean back = move == Move.FORWARD && before.state() != PluginState.INSTALLED && next.olderThan(before.current());
        boolean undecided = next.asks().stream().anyMatch(capability -> plug.decision(next, capability) == Decision.UNDECIDED);
        if (back || plug.out() || undecided || !model.met(next) || model.excluded(next)) {
            return Step.refused(model);
        }
        if (plug.active().filter(active -> active == next).isPresent()) {
            return Step.done(model);
        }
        List<String> calls = Collections.nCopies(next.comesUp() ? 1 : ATTEMPTS, said(plug, next, "up")).stream().flatMap(Optional::stream).toList();
        if (!next.comesUp()) {
            return new Step(model, false, calls);
        }
        Optional<Content> previous = before.current() == next || before.state() == PluginState.INSTALLED ? before.previous()
                : Optional.of(before.current());
        return new Step(model.with(next.slug(), plug.with(new Plug.Row(next, previous, PluginState.ACTIVE))), true, calls);
    }

    private static Step off(Model model, String slug) {
        Plug plug = model.plug(slug);
        Plug.Row row = plug.row().orElseThrow();
        // What waits is off at once, and not told.
        List<String> calls = model.waits(row.current()) ? List.of() : said(plug, row.current(), "down").stream().toList();
        return new Step(model.with(slug, plug.with(new Plug.Row(row.current(), row.previous(), PluginState.INACTIVE))), true, calls);
    }

    /** Only what is installed is called, and trips. */
    private static Step trip(Model model, String slug) {
        Plug plug = model.plug(slug);
        if (plug.row().isEmpty()) {
            return Step.done(model);
        }
        Model out = model.with(slug, plug.breaker(true, true));
        // What the breaker put out is not called any more, to be told neither.
        return plug.active().isPresent() && !plug.out() ? Step.done(off(out, slug).after()) : Step.done(out);
    }

    private static Step remove(Model model, String slug) {
        Plug plug = model.plug(slug);
        Plug.Row row = plug.row().orElseThrow();
        boolean told = row.state() != PluginState.INSTALLED && !model.waits(row.current()) && !plug.out();
        return new Step(model.with(slug, Plug.NONE), true, told ? said(plug, row.current(), "gone").stream().toList() : List.of());
    }

    private static Step retire(Model model, Content content) {
        Plug plug = model.plug(content.slug());
        boolean named = plug.row().filter(row -> row.current() == content || row.previous().filter(content::equals).isPresent()).isPresent();
        return !plug.has(content) || named ? Step.refused(model) : Step.done(model.with(content.slug(), plug.without(content)));
    }

    private static Optional<String> said(Plug plug, Content content, String call) {
        return content.speaks() && plug.granted(content, "queue") ? Optional.of(Journal.line(content.id(), call)) : Optional.empty();
    }
}
