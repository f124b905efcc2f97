package dev.tollgate.lifecycle.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Draws what is done, whatever became of what was done before: so a part of a plan is a plan too. */
record Plans(RandomGenerator random, int nodes) {
    private static final int MOST_POINTS = 40;
    private static final int ONE_IN_CRASHES = 3;
    private static final int ONE_IN_RACES = 3;
    private static final Set<Op.Kind> RACING = Set.of(Op.Kind.INSTALL, Op.Kind.GRANT, Op.Kind.ACTIVATE, Op.Kind.ACTIVATE_NEWEST,
            Op.Kind.DOWNGRADE, Op.Kind.ROLLBACK, Op.Kind.DEACTIVATE, Op.Kind.REMOVE, Op.Kind.RETIRE);
    /** Breakers are a node's own. */
    private static final Set<Op.Kind> ALONE = Set.of(Op.Kind.TRIP, Op.Kind.RESET);

    List<Op> plan(int length) {
        List<Op> plan = new ArrayList<>();
        for (Content content : Content.values()) {
            if (random.nextInt(2) == 0) {
                plan.add(new Op(Op.Kind.INSTALL, content, random.nextInt(nodes), -1, 0, null));
                plan.add(new Op(Op.Kind.GRANT, content, random.nextInt(nodes), -1, 0, null));
            }
        }
        while (plan.size() < length) {
            plan.add(op());
        }
        return List.copyOf(plan);
    }

    private Op op() {
        Op.Kind kind = kind();
        Content content = content();
        int node = random.nextInt(nodes);
        if (nodes > 1 && RACING.contains(kind) && random.nextInt(ONE_IN_RACES) == 0) {
            Op.Kind second = kind();
            while (!RACING.contains(second)) {
                second = kind();
            }
            return new Op(kind, content, node, -1, point(), new Op(second, content(), 1 - node, -1, 0, null));
        }
        return new Op(kind, content, node, random.nextInt(ONE_IN_CRASHES) == 0 ? point() : -1, 0, null);
    }

    /** What is refused has few points, what is done has many. */
    private int point() {
        return random.nextInt(1 + random.nextInt(MOST_POINTS));
    }

    private Op.Kind kind() {
        List<Op.Kind> kinds = Arrays.stream(Op.Kind.values()).filter(kind -> nodes == 1 || !ALONE.contains(kind)).toList();
        int drawn = random.nextInt(kinds.stream().mapToInt(Op.Kind::weight).sum());
        for (Op.Kind kind : kinds) {
            drawn -= kind.weight();
            if (drawn < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }

    private Content content() {
        return Content.values()[random.nextInt(Content.values().length)];
    }
}
