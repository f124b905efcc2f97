package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.PluginState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Does what a plan says to a world and to a model, and compares the two after each step. Where a node ended in the middle, or two nodes
 * acted at once, the world may have become one of several; what it became is what the model goes on with.
 */
final class Conformance {
    private static final int LAST_TURN = 60;
    private static final Duration TURN = Duration.ofMinutes(1);

    private final World world;
    private final Journal journal;
    private final Rules rules;
    private Model model = Model.EMPTY;
    private int crashes;
    private int races;

    Conformance(World world, Journal journal) {
        this.world = world;
        this.journal = journal;
        this.rules = new Rules(world.development());
    }

    int crashes() {
        return crashes;
    }

    int races() {
        return races;
    }

    void run(List<Op> plan) {
        for (int i = 0; i < plan.size(); i++) {
            Op op = plan.get(i);
            try {
                step(op);
                world.nodes().forEach(node -> new Facts(node).are(model));
            } catch (AssertionError | RuntimeException wrong) {
                throw new AssertionError("step " + i + ", " + op + ": " + wrong.getMessage() + "\nbefore it was " + model, wrong);
            }
        }
        everythingCanBeRemoved();
    }

    private void step(Op op) {
        journal.take();
        Optional<Boolean> told = world.act(op);
        String reached = world.node(op.node()).seam.reached();
        if (told.isEmpty()) {
            crashes++;
            world.reopen(op.node());
        }
        boolean providedSince = settle(op);
        List<String> calls = journal.take().stream().filter(line -> !line.endsWith(" hook")).toList();
        if (told.isEmpty()) {
            Model before = model.providing(true);
            Step step = rules.apply(before, op);
            List<Model> allowed = new ArrayList<>(List.of(model, step.after()));
            allowed.addAll(rules.interrupted(before, op));
            become(op, allowed, reached);
            assertThat(new HashSet<>(step.calls())).as("calls, with a crash %s", reached).containsAll(calls);
            Set.copyOf(calls).forEach(call -> assertThat(Collections.frequency(calls, call)).as("%s, with a crash %s", call, reached)
                    .isLessThanOrEqualTo(Collections.frequency(step.calls(), call) + (call.endsWith(" gone") ? 0 : 1)));
            model = model.providing(true);
        } else if (op.other() != null && !reached.isEmpty()) {
            races++;
            Model before = providedSince ? model.providing(true) : model;
            Model one = rules.apply(before, op).after();
            Model other = rules.apply(before, op.other()).after();
            List<Model> allowed = new ArrayList<>(List.of(before, one, other, rules.apply(one, op.other()).after(), rules.apply(other, op).after()));
            allowed.addAll(rules.raced(before, op));
            allowed.addAll(rules.raced(before, op.other()));
            become(op, allowed, reached);
            model = model.providing(before.provided());
            assertThat(calls.stream().filter(call -> call.endsWith(" gone")).distinct().count()).as("on_uninstall, raced %s: %s", reached, calls)
                    .isEqualTo(calls.stream().filter(call -> call.endsWith(" gone")).count());
        } else {
            Step step = rules.apply(providedSince ? model.providing(true) : model, op);
            model = step.after();
            if (!providedSince) {
                assertThat(told).as("whether it was done").contains(step.allowed());
            }
            assertThat(calls).as("calls").isEqualTo(step.calls());
        }
    }

    /** Until nothing is to be done any more; whether the gate that was away had to come back for that. */
    private boolean settle(Op op) {
        for (int i = 0; i < LAST_TURN; i++) {
            world.nodes().forEach(ModelNode::work);
            world.nodes().forEach(ModelNode::catchUp);
            if (new Facts(world.node(0)).live().isEmpty()) {
                return false;
            }
            world.clock().turn(TURN);
        }
        if (model.provided()) {
            throw new AssertionError("stuck: " + new Facts(world.node(0)).live());
        }
        world.provide();
        model = model.providing(true);
        settle(op);
        return true;
    }

    /** The model becomes what the world did, if that is allowed. */
    private void become(Op op, List<Model> allowed, String reached) {
        for (String slug : Content.SLUGS) {
            Plug plug = new Facts(world.node(op.node())).plug(slug);
            List<Plug> plugs = allowed.stream().map(each -> each.plug(slug)).toList();
            String what = slug + ", reached " + reached;
            assertThat(plugs).as("versions of %s", what).extracting(each -> Set.copyOf(each.versions())).contains(Set.copyOf(plug.versions()));
            if (!plug.isIn(PluginState.INSTALLED)) {
                assertThat(plugs).as("row of %s", what).extracting(Plug::row).contains(plug.row());
            }
            plug.row().ifPresent(row -> {
                assertThat(plug.versions()).as("versions of %s", what).contains(row.current());
                row.previous().ifPresent(previous -> assertThat(plug.versions()).as("versions of %s", what).contains(previous));
            });
            for (Content content : plug.versions()) {
                content.asks().forEach(capability -> assertThat(plugs).as("decision about %s of %s, %s", capability, content, what)
                        .extracting(each -> each.decision(content, capability)).contains(plug.decision(content, capability)));
            }
            assertThat(plugs).as("breaker of %s", what).anyMatch(each -> each.tripped() == plug.tripped());
            model = model.with(slug, plug);
        }
    }

    /** From every state there is a way to nothing. */
    private void everythingCanBeRemoved() {
        world.provide();
        model = model.providing(true);
        List<String> last = new ArrayList<>(Content.SLUGS);
        last.remove(Content.BASE);
        last.add(Content.BASE);
        for (String slug : last) {
            Content any = List.of(Content.values()).stream().filter(content -> content.slug().equals(slug)).findFirst().orElseThrow();
            step(new Op(Op.Kind.REMOVE, any, 0, -1, 0, null));
        }
        world.nodes().forEach(node -> new Facts(node).are(model));
        world.nodes().forEach(node -> new Facts(node).nothingIsLeft());
    }
}
