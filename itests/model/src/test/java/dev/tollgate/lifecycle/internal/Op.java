package dev.tollgate.lifecycle.internal;

/**
 * Something that is done to a node.
 *
 * @param content which version, and by that which plugin
 * @param node    by whom
 * @param crash   at which point the node ends; none where it is negative
 * @param point   where the other node does something meanwhile
 * @param other   what that is; may be null
 */
record Op(Kind kind, Content content, int node, int crash, int point, Op other) {
    /** What can be done. */
    enum Kind {
        INSTALL(8), GRANT(7), DENY(1), ACTIVATE(12), ACTIVATE_NEWEST(3), DOWNGRADE(2), ROLLBACK(3), DEACTIVATE(4), TRIP(2), RESET(2), REMOVE(3),
        RETIRE(2), CONFIGURE(1), RESTART(2), WITHDRAW(1), PROVIDE(2), ENQUEUE(1);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        int weight() {
            return weight;
        }
    }

    String slug() {
        return content.slug();
    }

    @Override
    public String toString() {
        return kind + " " + content + " on " + node + (crash < 0 ? "" : " crash " + crash) + (other == null ? "" : " meanwhile " + point + " [" + other + "]");
    }
}
