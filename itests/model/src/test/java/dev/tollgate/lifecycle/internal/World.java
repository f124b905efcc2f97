package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.PluginId;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The nodes that share stores, what guests said on any of them, and the time. */
final class World {
    private static final String BY = "test";
    private static final int MOST_POINTS_OF_A_START = 20;

    private final Supplier<NodeStores> open;
    private final TurnedClock clock;
    private final boolean development;
    private final SharedConfig config = new SharedConfig();
    private final Capability queue;
    private final List<ModelNode> nodes = new ArrayList<>();
    private final boolean shared;
    private int values;

    /** @param open connects one more node */
    World(Supplier<NodeStores> open, int count, TurnedClock clock, Journal journal, boolean development) {
        this.open = open;
        this.clock = clock;
        this.development = development;
        this.queue = journal.queue();
        this.shared = count > 1;
        for (int i = 0; i < count; i++) {
            nodes.add(node(i, new Seam()));
        }
    }

    TurnedClock clock() {
        return clock;
    }

    SharedConfig config() {
        return config;
    }

    Capability queue() {
        return queue;
    }

    boolean development() {
        return development;
    }

    List<ModelNode> nodes() {
        return nodes;
    }

    ModelNode node(int number) {
        return nodes.get(number);
    }

    private ModelNode node(int number, Seam seam) {
        NodeStores stores = open.get();
        try {
            return new ModelNode(number, stores, shared, seam, this);
        } catch (RuntimeException | Error failed) {
            stores.close().run();
            throw failed;
        }
    }

    /** Whether who asked was told that it was done; empty where the node ended instead. */
    Optional<Boolean> act(Op op) {
        Seam seam = node(op.node()).seam;
        if (op.kind() == Op.Kind.RESTART) {
            restart(op);
            return Optional.of(true);
        }
        if (op.crash() >= 0) {
            seam.crashAt(op.crash());
        } else if (op.other() != null) {
            seam.meanwhile(op.point(), () -> asked(op.other()));
        }
        try {
            boolean allowed = asked(op);
            return seam.dead() ? Optional.empty() : Optional.of(allowed);
        } catch (Seam.Crash crash) {
            return Optional.empty();
        } finally {
            seam.disarm();
        }
    }

    private boolean asked(Op op) {
        try {
            ask(node(op.node()), op);
            return true;
        } catch (PluginException | InstallException refused) {
            return false;
        }
    }

    private void ask(ModelNode node, Op op) throws InstallException {
        PluginRegistry plugins = node.plugins;
        String slug = op.slug();
        PluginId id = op.content().id();
        switch (op.kind()) {
            case INSTALL -> plugins.install(op.content().bytes(), BY);
            case GRANT -> op.content().asks().stream().sorted().forEach(capability -> plugins.grant(id, capability, BY));
            case DENY -> op.content().asks().stream().sorted().forEach(capability -> plugins.deny(id, capability, BY));
            case ACTIVATE -> plugins.activate(slug, Optional.of(id.version()), BY);
            case ACTIVATE_NEWEST -> plugins.activate(slug, Optional.empty(), BY);
            case DOWNGRADE -> plugins.downgrade(slug, id.version(), BY);
            case ROLLBACK -> plugins.rollback(slug, BY);
            case DEACTIVATE -> plugins.deactivate(slug, BY);
            case TRIP -> trip(node, slug);
            case RESET -> node.breakers.reset(slug, BY);
            case REMOVE -> plugins.remove(slug, BY);
            case RETIRE -> plugins.retire(id, BY);
            case CONFIGURE -> config.set(slug, "value", Integer.toString(++values), BY);
            case ENQUEUE -> node.plugins.states().find(slug).ifPresent(row ->
                    node.queue.enqueue(JobRequest.of(PluginQueue.QUEUE, "work", slug, new byte[0], 3)));
            case WITHDRAW -> nodes.forEach(each -> each.provide(queue, false));
            case PROVIDE -> provide();
            default -> throw new IllegalArgumentException(op.toString());
        }
    }

    void provide() {
        nodes.forEach(each -> each.provide(queue, true));
    }

    private void trip(ModelNode node, String slug) {
        Optional<PluginId> current = node.plugins.states().find(slug).map(row -> row.current());
        Optional<BreakerEvent> event = Optional.empty();
        for (int i = 0; current.isPresent() && i < 2 && event.isEmpty(); i++) {
            event = node.breakers.tripped(new Trip(Limit.FUEL, 1, 2, current.get(), "hook", "request", List.of(), clock.instant()));
        }
        event.ifPresent(node.plugins::deactivate);
    }

    /** In good order, or with a crash in the middle of the next start. */
    private void restart(Op op) {
        node(op.node()).end();
        Seam seam = new Seam();
        if (op.crash() >= 0) {
            seam.crashAt(op.crash() % MOST_POINTS_OF_A_START);
            try {
                nodes.set(op.node(), node(op.node(), seam));
                nodes.get(op.node()).seam.disarm();
                provide();
                return;
            } catch (Seam.Crash crash) {
                // The next one.
            }
        }
        nodes.set(op.node(), node(op.node(), new Seam()));
        provide();
    }

    /** After a crash. */
    void reopen(int number) {
        node(number).end();
        nodes.set(number, node(number, new Seam()));
        provide();
        nodes.forEach(ModelNode::inherit);
    }

    void end() {
        nodes.forEach(ModelNode::end);
    }
}
